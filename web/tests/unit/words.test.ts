import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { words } from '../../src/text/words'

const source = join(import.meta.dirname, '../../src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  file => /\.tsx?$/.test(file) && !file.startsWith('text/words')
)
const code = files.map(file => readFileSync(join(source, file), 'utf8')).join('\n')
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(match => match[0]).sort()
/** Alike in both languages, as they should be. */
const alike = new Set(['Pipelines', 'Pipeline', 'Error', 'Total', 'Series', 'Bytes', 'Plan', 'HTTP'])

test.each(Object.entries(words))('%s is there in both languages', (_, pair) => {
  const [english, spanish] = pair as readonly [string, string]
  expect(spanish.trim()).not.toBe('')
  expect(places(spanish)).toEqual(places(english))
  expect(spanish.split(' | ').length).toBe(english.split(' | ').length)
  if (english === spanish) expect(alike.has(english) || /^[^a-z]*\{/.test(english)).toBe(true)
})

test.each(Object.keys(words))('%s is used', word => {
  const said = [`'${word}'`, `"${word}"`].some(text => code.includes(text))
  const made = word
    .split('.')
    .some(
      (_, at, all) =>
        at > 0 && (code.includes(`\`${all.slice(0, at).join('.')}.$`) || code.includes(`}.${all.slice(at).join('.')}\``))
    )
  expect(said || made).toBe(true)
})
