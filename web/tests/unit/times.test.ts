import { describe, expect, test } from 'vitest'
import { edges, rangeOf, spanOf } from '../../src/state/range'
import { setParameters } from '../../src/state/route'
import { thin } from '../../src/text/numbers'
import { axisLabels, duration, fullTime } from '../../src/text/times'

Object.assign(globalThis, {
  history: {
    replaceState: (_: unknown, __: string, address: string) =>
      Object.assign(globalThis, { location: new URL(address, 'http://127.0.0.1/') })
  }
})
const spaced = (text: string) => text.replaceAll(thin, ' ')

describe('durations', () => {
  test.each([
    [4_000, '4 s'],
    [180, '180 ms'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [11 * 3_600_000 + 60_000, '11 h'],
    [2 * 86_400_000, '2 d']
  ])('%d ms are %s', (millis, text) => expect(spaced(duration(millis))).toBe(text))
})

describe('ranges', () => {
  test('the address names a fixed piece', () => {
    const search = new URLSearchParams('from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z')
    expect(edges(rangeOf(search, '15m'))).toEqual([1767225600000, 1767229200000])
  })
  test('what ends before it begins is no range', () => {
    const search = new URLSearchParams('from=2026-01-01T01:00:00Z&to=2026-01-01T00:00:00Z')
    expect(rangeOf(search, '1h')).toEqual({ live: true, span: 3_600_000 })
  })
  test.each([
    ['15m', 900_000],
    ['7d', 604_800_000],
    ['0s', null],
    ['x', null]
  ])('%s is a span of %s ms', (text, span) => expect(spanOf(text)).toBe(span))
})

test('an axis tells the day where it changes, in the zone that is shown', () => {
  setParameters({ zone: 'utc' })
  const midnight = Date.parse('2026-01-02T00:00:00Z')
  expect(axisLabels([midnight - 3_600_000, midnight], 3_600_000)).toEqual(['23:00', '00:00\n2 Jan'])
  expect(fullTime(midnight)).toBe('2 Jan 2026, 00:00:00 UTC')
})
