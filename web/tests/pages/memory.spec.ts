import { expect, open, test } from './fixture'

const minutes = Number(process.env.RAUDAL_MINUTES ?? 0)

test.describe('memory', () => {
  test.skip(minutes === 0, 'RAUDAL_MINUTES says how long')
  for (const path of ['/', '/views/plant/temperature', '/streams/plant/readings', '/dashboards/plant/overview']) {
    test(`${path} does not grow while data arrive`, async ({ page, address }) => {
      test.setTimeout(minutes * 60_000 + 60_000)
      await open(page, address, path)
      const session = await page.context().newCDPSession(page)
      const heap = async () => {
        await session.send('HeapProfiler.collectGarbage')
        return (await session.send('Runtime.getHeapUsage')).usedSize
      }
      await page.waitForTimeout(minutes * 12_000)
      const early = await heap()
      await page.waitForTimeout(minutes * 48_000)
      const late = await heap()
      console.log(`${path}: ${Math.round(early / 1024)} KiB, then ${Math.round(late / 1024)} KiB`)
      expect(late).toBeLessThan(early * 1.25 + 1_000_000)
    })
  }
})
