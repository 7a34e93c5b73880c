export interface Points {
  times: number[]
  values: (number | null)[]
}

/**
 * Thins points to at most four a bucket of time: the first, the least, the greatest and the last, in their order, so that what is drawn
 * in a pixel's width is what all points would draw. Buckets are aligned to the epoch, so that points do not flicker as time moves on. A
 * null is kept where a bucket has nothing else, so that gaps stay.
 */
export function downsample(points: Points, bucketMillis: number): Points {
  const { times, values } = points
  const kept: Points = { times: [], values: [] }
  const keep = (at: number) => {
    if (kept.times.length > 0 && kept.times[kept.times.length - 1]! >= times[at]!) return
    kept.times.push(times[at]!)
    kept.values.push(values[at] ?? null)
  }
  let start = 0
  while (start < times.length) {
    const bucket = Math.floor(times[start]! / bucketMillis)
    let end = start
    let first = -1
    let least = -1
    let greatest = -1
    let last = -1
    for (; end < times.length && Math.floor(times[end]! / bucketMillis) === bucket; end++) {
      const value = values[end]
      if (value === null || value === undefined) continue
      if (first < 0) first = end
      if (least < 0 || value < values[least]!) least = end
      if (greatest < 0 || value > values[greatest]!) greatest = end
      last = end
    }
    if (first < 0) keep(start)
    else [first, Math.min(least, greatest), Math.max(least, greatest), last].forEach(keep)
    start = end
  }
  return kept
}
