import { open, test } from './fixture'

const folder = process.env.SCREENSHOTS
const pages: [string, string][] = [
  ['overview', '/'],
  ['pipelines', '/pipelines'],
  ['pipeline', '/pipelines/plant'],
  ['drawer', '/pipelines/plant?node=view%3Ahot'],
  ['file', '/pipelines/plant?tab=file'],
  ['view', '/views/plant/temperature'],
  ['view-elsewhere', '/views/earthquakes/activity'],
  ['totals', '/views/plant/totals'],
  ['stream', '/streams/plant/readings'],
  ['dead', '/streams/plant/readings?tab=dead'],
  ['definition', '/streams/plant/readings?tab=definition'],
  ['explore', '/explore?sql=SELECT%20*%20FROM%20plant.temperature%20LIMIT%20200'],
  ['explore-chart', '/explore?as=chart&sql=SELECT%20*%20FROM%20plant.temperature%20LIMIT%20900'],
  ['dashboards', '/dashboards'],
  ['dashboard', '/dashboards/plant/overview'],
  ['dashboard-edit', '/dashboards/plant/overview?edit=1'],
  ['system', '/system']
]
const looks = [
  { name: 'light', width: 1440, scheme: 'light', locale: 'en-GB' },
  { name: 'dark-es', width: 1440, scheme: 'dark', locale: 'es-ES' },
  { name: 'middle', width: 1024, scheme: 'dark', locale: 'en-GB' },
  { name: 'phone-es', width: 390, scheme: 'light', locale: 'es-ES' }
] as const

test.describe('screenshots to look at', () => {
  test.skip(folder === undefined, 'SCREENSHOTS names no folder')
  for (const look of looks) {
    test.describe(look.name, () => {
      test.use({ viewport: { width: look.width, height: 900 }, colorScheme: look.scheme, locale: look.locale })
      for (const [name, path] of pages) {
        test(name, async ({ page, stage }) => {
          await open(page, stage.url, path)
          await page.waitForTimeout(2500)
          await page.screenshot({ path: `${folder}/${look.name}-${name}.png`, fullPage: !name.includes('drawer') })
        })
      }
    })
  }
})
