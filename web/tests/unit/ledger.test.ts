import { describe, expect, test } from 'vitest'
import { balanceOf, unaccounted, unaccountedBy, watermark } from '../../src/state/ledger'
import { begun, ledger } from '../stage/truth'

describe('the ledger', () => {
  test('adds up over streams', () => {
    const all = [ledger(begun + 86_400_000), ledger(begun + 90_000_000)]
    expect(unaccounted(balanceOf(all))).toBe(0)
    expect(balanceOf(all).received).toBe(all[0]!.received + all[1]!.received)
  })
  test('tells how many events are missing', () => {
    const balance = balanceOf([ledger(begun + 86_400_000)])
    expect(unaccounted({ ...balance, delivered: balance.delivered - 3 })).toBe(3)
  })
  test('adds up for each view', () => {
    const one = ledger(begun + 86_400_000)
    expect(one.views.map(view => unaccountedBy(one, view.view))).toEqual([0, 0])
    const [first] = one.views
    const more = { ...one, views: [{ ...first!, used: first!.used + 2, surplus: 2 }] }
    expect(unaccountedBy(more, first!.view)).toBe(0)
  })
})

test('the watermark of a stream is the least of the partitions that are not idle', () => {
  const partition = (time: string, idle: boolean) => ({
    partition: 0,
    firstOffset: 0,
    endOffset: 0,
    readOffset: 0,
    watermark: time,
    idle
  })
  const stream = (all: ReturnType<typeof partition>[]) => ({
    name: 's',
    ledger: ledger(begun),
    rates: { received: 0, delivered: 0, duplicate: 0, late: 0, dead: 0 },
    partitions: all,
    sources: []
  })
  const [early, late] = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:09Z']
  expect(watermark(stream([partition(early, true), partition(late, false)]))).toBe(Date.parse(late))
  expect(watermark(stream([partition(early, true), partition(late, true)]))).toBe(Date.parse(early))
  expect(watermark(stream([]))).toBeNaN()
})
