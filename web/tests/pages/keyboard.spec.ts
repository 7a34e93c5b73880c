import { expect, open, test } from './fixture'

test('the keys go from page to page', async ({ page, stage }) => {
  await open(page, stage.url, '/')
  for (const [key, path] of [
    ['p', '/pipelines'],
    ['d', '/dashboards'],
    ['e', '/explore'],
    ['s', '/system'],
    ['o', '/']
  ] as const) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(page).toHaveURL(stage.url + path)
  }
})

test('a question mark lists the keys, Escape closes the list', async ({ page, stage }) => {
  await open(page, stage.url, '/')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('search finds names and keys, arrows and Enter open them', async ({ page, stage }) => {
  await open(page, stage.url, '/')
  await page.keyboard.press('/')
  await page.keyboard.type('temp')
  await expect(page.getByRole('option').first()).toContainText('temperature')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/views\/plant\/temperature$/)
  await page.keyboard.press('/')
  await page.keyboard.type('oven-2')
  await expect(page.getByRole('option').filter({ hasText: 'oven-2' }).first()).toContainText('plant.temperature')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/key\.device=oven-2/)
  await expect(page.getByRole('button', { name: 'device oven-2' })).toBeVisible()
})

test('from the first Tab to the reason of a silent view', async ({ page, stage }) => {
  await open(page, stage.url, '/pipelines/plant')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  const first = page.locator('.graph .node').first()
  for (let i = 0; i < 12 && !(await first.evaluate(node => node === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await expect(first).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: 'View hot' })
  await expect(drawer.getByText('let none of the events through')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
})

test('a chart is read and moved by keys', async ({ page, stage }) => {
  await open(page, stage.url, '/views/plant/temperature?value=avg_t')
  const chart = page.getByRole('group', { name: /^temperature: avg_t/ })
  await chart.focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(chart.getByRole('status')).toContainText('oven-1')
  await page.keyboard.press('ArrowLeft')
  await expect(page).toHaveURL(/from=.*to=/)
  await expect(page.getByRole('button', { name: 'Go live' })).toBeVisible()
  await page.keyboard.press('0')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
})

test('typing in a field is only typing', async ({ page, stage }) => {
  await open(page, stage.url, '/streams/plant/readings')
  await page.getByPlaceholder('Contains').focus()
  await page.keyboard.type('gp?/l')
  await expect(page.getByPlaceholder('Contains')).toHaveValue('gp?/l')
  await expect(page).toHaveURL(/readings$/)
})

test('on a phone the menu is a sheet that Escape closes', async ({ page, stage }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, stage.url, '/')
  await page.getByRole('button', { name: 'Open the menu' }).press('Enter')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
})
