import type { Pipeline } from '../../src/api/types'
import { expectAccessible } from './axe'
import { expect, open, test } from './fixture'

test.use({ bypassCSP: true })

/** Whatever runs there: with RAUDAL_URL the server of that address, else the stage. */
test('every page of everything that runs can be shown', async ({ page, address, request }) => {
  test.setTimeout(600_000)
  const { pipelines } = (await (await request.get(`${address}/api/v1/pipelines`)).json()) as { pipelines: Pipeline[] }
  const paths = ['/', '/pipelines', '/dashboards', '/system']
  for (const { name, streams, views, dashboards } of pipelines) {
    paths.push(`/pipelines/${name}`, `/pipelines/${name}?tab=file`)
    for (const stream of streams)
      for (const tab of ['sample', 'late', 'dead', 'definition']) paths.push(`/streams/${name}/${stream.name}?tab=${tab}`)
    for (const view of views) paths.push(`/views/${name}/${view.name}`, `/pipelines/${name}?node=view%3A${view.name}`)
    for (const dashboard of Object.keys(dashboards)) paths.push(`/dashboards/${name}/${dashboard}`)
  }
  for (const path of paths) {
    await test.step(path, async () => {
      await open(page, address, path)
      await expect(page.locator('main .skeleton')).toHaveCount(0)
      await expect(page.locator('.message.failure')).toHaveCount(0)
      await expectAccessible(page)
    })
  }
})

test('the ledger adds up on the page', async ({ page, address }) => {
  await open(page, address, '/')
  await expect(page.locator('.equation.holds')).toBeVisible()
})
