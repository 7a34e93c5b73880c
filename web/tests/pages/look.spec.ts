import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { pages } from './all'
import { expect, open, test } from './fixture'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const folder = process.env.SCREENSHOTS
const looks = [
  { name: 'light, wide', width: 1440, scheme: 'light', locale: 'en-GB' },
  { name: 'dark, wide, Spanish', width: 1440, scheme: 'dark', locale: 'es-ES' },
  { name: 'dark, middle', width: 1024, scheme: 'dark', locale: 'en-GB' },
  { name: 'light, phone, Spanish', width: 390, scheme: 'light', locale: 'es-ES' },
  { name: 'dark, phone', width: 390, scheme: 'dark', locale: 'en-GB' }
] as const

for (const look of looks) {
  test.describe(look.name, () => {
    test.use({ viewport: { width: look.width, height: 900 }, colorScheme: look.scheme, locale: look.locale, bypassCSP: true })
    for (const [name, path] of pages) {
      test(name, async ({ page, stage }) => {
        await open(page, stage.url, path)
        await expect(page.locator('main .skeleton')).toHaveCount(0)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        expect(wide, 'the page scrolls sideways').toBeLessThanOrEqual(0)
        if (folder !== undefined) {
          await page.waitForTimeout(1500)
          await page.screenshot({ path: `${folder}/${look.name}-${name}.png`, fullPage: name !== 'drawer' })
        }
        await page.evaluate(axe)
        const { violations } = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })')
        const found = violations.map(
          one => `${one.id}: ${one.help}\n  ${one.nodes.map(node => `${node.html}\n    ${node.failureSummary}`).join('\n  ')}`
        )
        expect(found).toEqual([])
      })
    }
  })
}
