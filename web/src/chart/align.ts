import { downsample, type Points } from './downsample'
import { lowerBound, type Line } from './line'

/** A column for uPlot: null is a gap, undefined only a time at which another line has a point. */
export type AlignedColumn = (number | null | undefined)[]

export interface Aligned {
  times: number[]
  /** Two a line: its final part, and its open part, which begins at the last final point. */
  columns: AlignedColumn[]
}

export interface AlignRange {
  from: number
  to: number
  /** How far points are apart where none is missing; 0 if that is not known, then there are no gaps. */
  step: number
  bucketMillis: number
}

/**
 * Brings lines to common times. A missing window becomes a null between its neighbours. What is left of and right of the range is cut
 * but for one point, so that lines run to the edges. An open window that ends in the future stands at the right edge with its value so
 * far; windows that begin even later are left out.
 */
export function align(lines: readonly Line[], range: AlignRange): Aligned {
  const finals: Points[] = []
  const opens: Points[] = []
  for (const line of lines) {
    const cut = clip(line, range)
    const split = cut.times.length - cut.open
    const final = { times: cut.times.slice(0, split), values: cut.values.slice(0, split) }
    const dense = final.times.length > 4 && final.times.length > (3 * (range.to - range.from)) / range.bucketMillis
    finals.push(withGaps(dense ? downsample(final, range.bucketMillis) : final, range.step))
    const joint = Math.max(0, split - 1)
    opens.push(cut.open === 0 ? { times: [], values: [] } : { times: cut.times.slice(joint), values: cut.values.slice(joint) })
  }
  const times = union([...finals, ...opens])
  const columns = lines.flatMap((_, i) => [spread(finals[i]!, times), spread(withGaps(opens[i]!, range.step), times)])
  return { times, columns }
}

function clip(line: Line, { from, to }: AlignRange): Points & { open: number } {
  const first = Math.max(0, lowerBound(line.times, from) - 1)
  let end = lowerBound(line.times, to + 1)
  const times = line.times.slice(first, end)
  const values = line.values.slice(first, end)
  let open = Math.max(0, line.open - (line.times.length - end))
  if (end < line.times.length) {
    times.push(end >= line.times.length - line.open ? to : line.times[end]!)
    values.push(line.values[end] ?? null)
    if (end >= line.times.length - line.open) open++
    end++
  }
  return { times, values, open: Math.min(open, times.length) }
}

/** Puts a null after each point whose successor is more than a step and a half away. */
export function withGaps(points: Points, step: number): Points {
  if (step <= 0) return points
  const times: number[] = []
  const values: (number | null)[] = []
  points.times.forEach((time, i) => {
    const before = points.times[i - 1]
    if (before !== undefined && time - before > step * 1.5) {
      times.push(before + step)
      values.push(null)
    }
    times.push(time)
    values.push(points.values[i] ?? null)
  })
  return { times, values }
}

function union(all: Points[]): number[] {
  const seen = new Set<number>()
  for (const points of all) for (const time of points.times) seen.add(time)
  return [...seen].sort((a, b) => a - b)
}

function spread(points: Points, times: number[]): AlignedColumn {
  const column: AlignedColumn = new Array<number | null | undefined>(times.length).fill(undefined)
  let at = 0
  let inGap = false
  points.times.forEach((time, i) => {
    // uPlot ends a gap at the first time that is not null, so the gap is null at all times of the others
    for (; times[at]! < time; at++) if (inGap && column[at] === undefined) column[at] = null
    column[at] = points.values[i]
    inGap = column[at] === null
  })
  return column
}

/** Lays columns on top of each other, the first at the bottom; gives the tops, pair by pair as in Aligned. */
export function stack(columns: AlignedColumn[]): AlignedColumn[] {
  const height = new Float64Array(columns[0]?.length ?? 0)
  const tops: AlignedColumn[] = []
  for (let pair = 0; pair < columns.length; pair += 2) {
    const final = columns[pair]!
    const open = columns[pair + 1]!
    const sum: AlignedColumn = final.slice()
    const openSum: AlignedColumn = open.slice()
    for (let i = 0; i < height.length; i++) {
      const value = final[i] ?? open[i]
      if (value !== null && value !== undefined) height[i]! += value
      if (typeof final[i] === 'number') sum[i] = height[i]
      if (typeof open[i] === 'number') openSum[i] = height[i]
    }
    tops.push(sum, openSum)
  }
  return tops
}
