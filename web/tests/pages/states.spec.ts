import { pages } from './all'
import { expect, open, test } from './fixture'

test.describe('nothing yet', () => {
  for (const [path, text] of [
    ['/', 'No pipeline runs yet'],
    ['/pipelines', 'No pipeline runs yet'],
    ['/pipelines/plant', 'There is no pipeline plant'],
    ['/views/plant/temperature', 'There is no view plant.temperature'],
    ['/streams/plant/readings', 'There is no stream plant.readings'],
    ['/dashboards', 'No dashboard yet'],
    ['/dashboards/plant/overview', 'There is no dashboard plant.overview'],
    ['/explore', 'There are no views or streams yet.'],
    ['/nowhere', 'There is no such page']
  ] as const) {
    test(`${path} says what to do next`, async ({ page, stage }) => {
      stage.empty = true
      await open(page, stage.url, path)
      await expect(page.getByRole('main').getByText(text)).toBeVisible()
    })
  }
})

test.describe('while data loads', () => {
  for (const [name, path] of pages) {
    test(`${name} shows the frame and skeletons`, async ({ page, stage }) => {
      stage.hanging = true
      await page.goto(stage.url + path)
      await expect(page.locator('.sidebar')).toBeVisible()
      if (!path.startsWith('/explore')) await expect(page.locator('main .skeleton').first()).toBeVisible()
      await expect(page.getByText('Connecting')).toBeVisible()
    })
  }
})

test.describe('errors', { tag: '@failing' }, () => {
  test('the whole interface fails: every page says so and offers to try again', async ({ page, stage }) => {
    stage.failing = 503
    for (const path of ['/', '/views/plant/temperature', '/system']) {
      await page.goto(stage.url + path)
      await expect(page.getByRole('alert').filter({ hasText: 'The request failed (503)' })).toBeVisible()
      await expect(page.getByText('The store is being repaired')).toBeVisible()
    }
    stage.failing = null
    await page.getByRole('button', { name: 'Try again' }).last().click()
    await expect(page.getByText('All is well')).toBeVisible()
  })

  test('one part fails: the others go on, and trying again mends it', async ({ page, stage }) => {
    await page.route('**/api/v1/views/plant/temperature/series**', route =>
      route.fulfill({ status: 500, json: { title: 'Broken', status: 500, detail: 'series: no' } })
    )
    await open(page, stage.url, '/views/plant/temperature')
    await expect(page.getByText('series: no')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Rows' }).getByText('oven-1').first()).toBeVisible()
    await page.unroute('**/api/v1/views/plant/temperature/series**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.locator('.chart canvas')).toBeVisible()
  })
})

test.describe('connection lost', { tag: '@failing' }, () => {
  for (const [name, path] of pages) {
    test(`${name} says so, and catches up by itself`, async ({ page, stage }) => {
      await open(page, stage.url, path)
      await expect(page.locator('main .skeleton')).toHaveCount(0)
      await stage.stop()
      await expect(page.getByText(/^Connection lost · /)).toBeVisible()
      await expect(page.locator('main')).toHaveAttribute('data-stale', 'yes')
      await stage.start()
      await expect(page.getByText('Connected')).toBeAttached({ timeout: 20_000 })
      await expect(page.locator('main')).not.toHaveAttribute('data-stale', 'yes')
    })
  }

  test('one connection carries all live data, and it resumes where it was', async ({ page, stage }) => {
    await open(page, stage.url, '/views/plant/temperature')
    await expect.poll(() => stage.requests.filter(one => one.includes('/live')).at(-1)).toContain('view=plant.temperature')
    const before = stage.requests.length
    const resumed = page.waitForRequest(
      request => request.url().includes('/live') && request.headers()['last-event-id'] !== undefined
    )
    await stage.stop()
    await stage.start()
    await resumed
    expect(stage.requests.slice(before).filter(one => one.includes('/live')).length).toBeGreaterThan(0)
  })
})
