import { describe, expect, test } from 'vitest'
import { align, stack, withGaps } from '../../src/chart/align'
import { valueRange } from '../../src/chart/axes'
import { huesOf } from '../../src/chart/colour'
import { downsample } from '../../src/chart/downsample'
import { nearest, summary, type Line } from '../../src/chart/line'

function line(times: number[], values: (number | null)[], open = 0): Line {
  return { id: 'a', label: 'a', times, values, open, colour: 0, key: {} }
}
const whole = { from: 0, to: 100, step: 10, bucketMillis: 1 }

describe('downsampling', () => {
  test('keeps the first, the extremes and the last of a bucket in their order', () => {
    const values = [5, 9, 1, 7, 4, 3]
    const times = [0, 1, 2, 3, 4, 5]
    expect(downsample({ times, values }, 10)).toEqual({ times: [0, 1, 2, 5], values: [5, 9, 1, 3] })
  })
  test('keeps the extremes of any series', () => {
    const times = Array.from({ length: 5_000 }, (_, i) => i)
    const values = times.map(i => Math.sin(i * 12.9898) * 43_758.5453)
    const kept = downsample({ times, values }, 50)
    expect(kept.times.length).toBeLessThanOrEqual(400)
    expect([Math.min(...(kept.values as number[])), Math.max(...(kept.values as number[]))]).toEqual([
      Math.min(...values),
      Math.max(...values)
    ])
  })
  test('a bucket without values stays a gap', () => {
    expect(downsample({ times: [0, 10, 20], values: [1, null, 2] }, 10).values).toEqual([1, null, 2])
  })
})

describe('alignment', () => {
  test('a missing window is a gap at all times of the other lines', () => {
    const { times, columns } = align(
      [line([0, 10, 40, 50], [1, 1, 1, 1]), line([0, 10, 20, 30, 40, 50], [2, 2, 2, 2, 2, 2])],
      whole
    )
    expect(times).toEqual([0, 10, 20, 30, 40, 50])
    expect(columns[0]).toEqual([1, 1, null, null, 1, 1])
  })
  test('times of other lines are no gaps', () => {
    const { columns } = align([line([0, 10], [1, 1]), line([5], [2])], whole)
    expect(columns[0]).toEqual([1, undefined, 1])
  })
  test('open windows are a part of their own that begins at the last final point', () => {
    const { times, columns } = align([line([80, 90, 100], [1, 2, 3], 1)], whole)
    expect(times).toEqual([80, 90, 100])
    expect(columns).toEqual([
      [1, 2, undefined],
      [undefined, 2, 3]
    ])
  })
  test('an open window that ends in the future stands at the right edge', () => {
    const { times, columns } = align([line([90, 100, 110, 120], [1, 2, 3, 4], 2)], whole)
    expect(times).toEqual([90, 100])
    expect(columns[1]!.at(-1)).toBe(3)
  })
  test('stacks what is there on what is there', () => {
    expect(stack([[1, null, 2], [], [10, 5, undefined], []])).toEqual([[1, null, 2], [], [11, 5, undefined], []])
  })
  test('without a known step there are no gaps', () =>
    expect(withGaps({ times: [0, 90], values: [1, 2] }, 0).values).toEqual([1, 2]))
})

describe('scales', () => {
  test('what is filled starts at zero', () => expect(valueRange(40, 50, true)[0]).toBe(0))
  test('lines have air', () => expect(valueRange(40, 50, false)).toEqual([39.2, 50.8]))
  test('one value is not a range of nothing', () => {
    const [low, high] = valueRange(7, 7, false)
    expect(low).toBeLessThan(7)
    expect(high).toBeGreaterThan(7)
  })
})

describe('colours', () => {
  test('a key keeps its hue wherever it is drawn', () =>
    expect(huesOf(['press-1']).get('press-1')).toBe(huesOf(['press-1', 'zz']).get('press-1')))
  test('eight keys have eight hues', () => expect(new Set(huesOf([...'abcdefgh']).values()).size).toBe(8))
})

test('a summary speaks of what is seen', () => {
  expect(summary(line([0, 10, 20, 30], [100, 1, 3, 200]), 5, 25)).toEqual({ last: 3, min: 1, max: 3, mean: 2 })
})

test('the nearest point is within reach or none', () => {
  expect(nearest([0, 10, 20], 13, 5)).toBe(1)
  expect(nearest([0, 10, 20], 40, 5)).toBe(-1)
})
