import { pages } from './all'
import { expectAccessible } from './axe'
import { expect, open, test } from './fixture'

/** Where screenshots go, to be looked at. */
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
        if (folder !== undefined) {
          await page.waitForTimeout(1500)
          await page.screenshot({ path: `${folder}/${look.name}-${name}.png`, fullPage: name !== 'drawer' })
        }
        await expectAccessible(page)
      })
    }
  })
}
