import { readFile } from 'node:fs/promises'
import { devices, temperature, windowMillis } from '../stage/truth'
import { expect, open, test } from './fixture'

const english = (n: number) => n.toLocaleString('en-GB')

test('the overview accounts for every event, in numbers that add up', async ({ page, stage }) => {
  await open(page, stage.url, '/')
  await expect(page.getByText('Every event is accounted for')).toBeVisible()
  const terms = await page.locator('.equation .term strong').allTextContents()
  const [received, ...parts] = terms.map(text => Number(text.replaceAll(',', '')))
  expect(parts.reduce((sum, n) => sum + n, 0)).toBe(received)
  await expect(page.locator('.figure')).toHaveCount(4)
  await expect(page.locator('.figure p').first()).toHaveText(/^[789]\d\d\u202f\/s$/)
})

test('figures change in place as they arrive', async ({ page, stage }) => {
  await open(page, stage.url, '/')
  const received = page.locator('.equation .term strong').first()
  const before = await received.textContent()
  await expect.poll(() => received.textContent()).not.toBe(before)
})

test('a view as a table shows the values that its windows have', async ({ page, stage }) => {
  const to = Math.floor(Date.now() / 60_000) * 60_000 - 60_000
  const range = `from=${new Date(to - 60_000).toISOString()}&to=${new Date(to).toISOString()}`
  await open(page, stage.url, `/views/plant/temperature?value=avg_t&zone=utc&${range}`)
  await page.getByRole('button', { name: 'Table' }).click()
  const row = page.locator('.chartframe tbody tr').filter({ hasText: new Date(to).toISOString().slice(11, 19) })
  const cells = await row.locator('td.number').allTextContents()
  const expected = devices.slice(0, 8).map((name, device) => [name, temperature(device, to)] as const)
  expected.sort(([a], [b]) => a.localeCompare(b))
  const shown = cells.filter(text => text !== '').map(Number)
  const known = expected.flatMap(([, value]) => (value === null ? [] : [value]))
  expect(shown.length).toBe(known.length)
  shown.forEach((value, at) => expect(Math.abs(value - known[at]!)).toBeLessThanOrEqual(0.005001))
})

test('a live chart goes on by itself', async ({ page, stage }) => {
  await open(page, stage.url, '/views/plant/temperature?value=avg_t&key.device=oven-1')
  await page.getByRole('button', { name: 'Table' }).click()
  const next = Math.ceil(Date.now() / windowMillis) * windowMillis + windowMillis
  const time = new Date(next).toLocaleTimeString('en-GB', { timeZone: 'Europe/Madrid' })
  await expect(page.locator('.chartframe tbody tr').filter({ hasText: time })).toBeVisible({ timeout: 15_000 })
  const value = temperature(2, next)!
  const decimals = value >= 10 ? 2 : 3
  await expect(page.locator('.chartframe tbody tr').filter({ hasText: time }).locator('td.number')).toHaveText(
    value.toFixed(decimals)
  )
})

test('dragging over a chart zooms, a double click goes back to now', async ({ page, stage }) => {
  await open(page, stage.url, '/views/plant/temperature')
  const over = page.locator('.chart .u-over')
  const box = (await over.boundingBox())!
  await page.mouse.move(box.x + box.width * 0.4, box.y + 50)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 5 })
  await page.mouse.up()
  await expect(page).toHaveURL(/from=/)
  const { searchParams } = new URL(page.url())
  const span = Date.parse(searchParams.get('to')!) - Date.parse(searchParams.get('from')!)
  expect(Math.abs(span - 180_000)).toBeLessThan(5_000)
  await over.dblclick({ position: { x: 200, y: 50 } })
  await expect(page).not.toHaveURL(/from=/)
})

test('the brush moves the range', async ({ page, stage }) => {
  await open(page, stage.url, '/views/plant/temperature')
  await expect(page.locator('.chart canvas')).toBeVisible()
  const box = (await page.locator('.brush').boundingBox())!
  await page.mouse.move(box.x + 100, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + 200, box.y + 20, { steps: 4 })
  await page.mouse.up()
  await expect(page).toHaveURL(/from=/)
  await expect(page.getByRole('button', { name: 'Go live' })).toBeVisible()
})

test('a key is chosen with its count, and the address holds it', async ({ page, stage }) => {
  await open(page, stage.url, '/views/plant/temperature')
  await page.getByRole('button', { name: 'device all' }).click()
  await page.getByPlaceholder('Search device').fill('oven')
  await expect(page.locator('.keyvalues li')).toHaveCount(2)
  await expect(page.locator('.keyvalues li').first()).toContainText(english(8640))
  await page.getByLabel('oven-1').check()
  await expect(page).toHaveURL(/key\.device=oven-1/)
  await expect(page.locator('.legend tbody tr')).toHaveCount(1)
  await page.reload()
  await expect(page.locator('.legend tbody tr')).toHaveCount(1)
})

test('a number that no double holds keeps its digits, in rows, files and filters', async ({ page, stage }) => {
  await open(page, stage.url, '/explore?sql=SELECT+serial,+sum(n)+AS+total+FROM+plant.readings')
  const cells = page.getByRole('region', { name: 'Result' }).locator('tbody td')
  await expect(cells).toHaveText(['9,007,199,254,740,993', '12,345,678,901,234,567,890.10'])
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  expect(await readFile(await (await saved).path(), 'utf8')).toBe(
    'serial,total\r\n9007199254740993,12345678901234567890.10\r\n'
  )
  await open(page, stage.url, '/views/plant/temperature')
  await page.getByRole('button', { name: 'device all' }).click()
  await page.getByPlaceholder('Search device').fill('serial')
  await page.getByLabel('9007199254740993').check()
  await expect(page).toHaveURL(/key\.device=9007199254740993/)
  await expect.poll(() => stage.requests.some(asked => asked.includes('device=9007199254740993'))).toBe(true)
})

test('a result of a capped stream says so, in both languages', async ({ page, stage }) => {
  await open(page, stage.url, '/explore?sql=SELECT+*+FROM+plant.readings')
  await expect(page.getByText('of plant.readings only the latest 10,000 events were looked at')).toBeVisible()
  await page.getByRole('button', { name: 'ES: Español' }).click()
  await expect(page.getByText('de plant.readings solo se han mirado los 10.000 eventos más recientes')).toBeVisible()
})

test('a view of another time leads to its rows', async ({ page, stage }) => {
  await open(page, stage.url, '/views/earthquakes/activity')
  await page.getByRole('button', { name: 'Show the latest rows' }).click()
  await expect(page).toHaveURL(/to=2018-02/)
})

test('the language and the theme are a click away and stay', async ({ page, stage }) => {
  await open(page, stage.url, '/')
  await page.getByRole('button', { name: 'ES: Español' }).click()
  await expect(page.getByText('Todos los eventos cuadran')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await page.getByRole('button', { name: 'Tema: el del sistema' }).click()
  await page.getByRole('button', { name: 'Tema: claro' }).click()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('link', { name: 'Resumen' })).toBeVisible()
})

test('a table panel shows the columns that it names, in their order', async ({ page, stage }) => {
  await open(page, stage.url, '/dashboards/plant/overview')
  const table = page.getByRole('region', { name: 'Newest' })
  await expect(table.locator('thead th')).toHaveText(['device', 'n', 'avg_t'])
})

test('a view without output says why, and where to read more', async ({ page, stage }) => {
  await open(page, stage.url, '/views/plant/hot')
  await expect(page.getByText('The filter temperature > 90 let none of the events through.')).toBeVisible()
  await page.getByRole('link', { name: 'Why is there no output?' }).click()
  await expect(page.getByRole('dialog', { name: 'View hot' })).toBeVisible()
})
