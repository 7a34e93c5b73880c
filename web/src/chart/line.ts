import type { Row } from '../api/types'

/** One series of a chart: a column's values over time for one key. Times are milliseconds since 1970, ascending. */
export interface Line {
  id: string
  label: string
  times: number[]
  values: (number | null)[]
  /** How many points at the end belong to windows that are still open. */
  open: number
  /** The colour's place among the eight, or a name of a colour's property. */
  colour: number | string
  key: Row
}

/** The index of the first time that is not before this one. */
export function lowerBound(times: ArrayLike<number>, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! < time) low = middle + 1
    else high = middle
  }
  return low
}

/** The index of the point that is nearest to a time, or -1 if none is within reach. */
export function nearest(times: ArrayLike<number>, time: number, reach: number): number {
  const after = lowerBound(times, time)
  let best = -1
  let distance = reach
  for (const at of [after - 1, after]) {
    if (at < 0 || at >= times.length) continue
    const away = Math.abs(times[at]! - time)
    if (away <= distance) {
      best = at
      distance = away
    }
  }
  return best
}

export interface Summary {
  last: number | null
  min: number | null
  max: number | null
  mean: number | null
}

/** Last, least, greatest and mean value between two times. */
export function summary(line: Pick<Line, 'times' | 'values'>, from: number, to: number): Summary {
  let last: number | null = null
  let min = Infinity
  let max = -Infinity
  let sum = 0
  let n = 0
  for (let i = lowerBound(line.times, from); i < line.times.length && line.times[i]! <= to; i++) {
    const value = line.values[i]
    if (value === null || value === undefined) continue
    last = value
    if (value < min) min = value
    if (value > max) max = value
    sum += value
    n++
  }
  return n === 0 ? { last: null, min: null, max: null, mean: null } : { last, min, max, mean: sum / n }
}
