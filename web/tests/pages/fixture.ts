import { test as base, expect, type Page } from '@playwright/test'
import { Stage } from '../stage/stage'

/** A server that runs already, or none: then each worker brings its own stage. */
export const outside = process.env.RAUDAL_URL

interface Fixtures {
  /** Throws at the end of a test if the page said an error or asked another host. */
  watched: void
  address: string
}

export const test = base.extend<Fixtures & { stage: Stage }, { worker: Stage }>({
  worker: [
    async ({}, use) => {
      const stage = new Stage()
      if (outside === undefined) await stage.start()
      await use(stage)
      await stage.stop()
    },
    { scope: 'worker' }
  ],
  stage: async ({ worker }, use) => {
    test.skip(outside !== undefined, 'needs the stage')
    await worker.start()
    worker.reset()
    await use(worker)
    worker.reset()
  },
  address: async ({ worker }, use) => use(outside ?? worker.url),
  watched: [
    async ({ page, address }, use, info) => {
      const errors: string[] = []
      const expected = info.tags.includes('@failing')
      page.on('console', message => message.type() === 'error' && errors.push(message.text()))
      page.on('pageerror', error => errors.push(String(error)))
      page.on('request', request => {
        const { protocol, origin } = new URL(request.url())
        if (protocol !== 'blob:' && protocol !== 'data:' && origin !== address) errors.push(`asked ${request.url()}`)
      })
      await use()
      const left = expected ? errors.filter(error => !/Failed to load resource|net::ERR/.test(error)) : errors
      expect(left).toEqual([])
    },
    { auto: true }
  ]
})

/** Opens a page and waits until its figures are there. */
export async function open(page: Page, address: string, path: string): Promise<void> {
  await page.goto(address + path)
  await expect(page.getByText(/^(Connected|Conectado)$/)).toBeAttached()
}

export { expect }
