import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { expect } from './fixture'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Holds a page to the rules of axe, and to its own width. The page's content policy must be bypassed. */
export async function expectAccessible(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wide, 'the page scrolls sideways').toBeLessThanOrEqual(0)
  await page.evaluate(axe)
  const { violations } = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })')
  const told = violations.map(({ id, help, nodes }) => {
    const places = nodes.map(node => `${node.html}\n    ${node.failureSummary}`)
    return `${id}: ${help}\n  ${places.join('\n  ')}`
  })
  expect(told).toEqual([])
}
