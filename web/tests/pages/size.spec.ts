import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from './fixture'

test('all of the pages weigh less than 250 KB gzipped', () => {
  const folder = join(import.meta.dirname, '../../dist/assets')
  const sizes = readdirSync(folder).map(file => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000)
})
