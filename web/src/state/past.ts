import { signal } from '@preact/signals'
import { raudal } from '../api/raudal'
import type { Rates, Status } from '../api/types'
import { link, onStatus } from './live'

/** The outcomes of a stream's events, in the order in which they are stacked. */
export const outcomes = ['delivered', 'duplicate', 'late', 'dead'] as const
export type Outcome = (typeof outcomes)[number]
export type StreamRate = Outcome | 'received'

/** Rates by the second over the last quarter of an hour, oldest first; times in milliseconds since 1970. */
export interface Track {
  times: number[]
  values: (number | null)[]
}

const keptMillis = 15 * 60_000
const tracks = new Map<string, Track>()
/** Changes whenever a track does. */
export const pastVersion = signal(0)

export function streamTrack(pipeline: string, stream: string, rate: StreamRate): Track {
  return track(`s ${pipeline}.${stream} ${rate}`)
}
export function viewTrack(pipeline: string, view: string): Track {
  return track(`v ${pipeline}.${view}`)
}
export function partitionTrack(pipeline: string, stream: string, partition: number): Track {
  return track(`p ${pipeline}.${stream} ${partition}`)
}

/** The sum of the tracks of one rate over all streams. */
export function total(rate: StreamRate): Track {
  return sum([...tracks].filter(([name]) => name.startsWith('s ') && name.endsWith(` ${rate}`)).map(([, one]) => one))
}
export function totalRows(): Track {
  return sum([...tracks].filter(([name]) => name.startsWith('v ')).map(([, one]) => one))
}

export function sum(all: Track[]): Track {
  const at = new Map<number, number>()
  for (const one of all) {
    one.times.forEach((time, i) => {
      const value = one.values[i]
      if (value !== null && value !== undefined) at.set(time, (at.get(time) ?? 0) + value)
    })
  }
  const times = [...at.keys()].sort((a, b) => a - b)
  return { times, values: times.map(time => at.get(time) ?? null) }
}

function track(name: string): Track {
  let found = tracks.get(name)
  if (!found) tracks.set(name, (found = { times: [], values: [] }))
  return found
}

function push(one: Track, time: number, value: number): void {
  const last = one.times.at(-1)
  if (last !== undefined && time <= last) return
  one.times.push(time)
  one.values.push(value)
  let old = 0
  while (one.times[old]! < time - keptMillis) old++
  if (old > 60) {
    one.times.splice(0, old)
    one.values.splice(0, old)
  }
}

const offsets = new Map<string, { at: number; offset: number }>()

function append(news: Status): void {
  const at = Date.parse(news.at)
  const time = Math.round(at / 1000) * 1000
  for (const pipeline of news.pipelines) {
    for (const stream of pipeline.streams) {
      for (const rate of ['received', ...outcomes] as const) {
        push(streamTrack(pipeline.name, stream.name, rate), time, stream.rates[rate])
      }
      for (const partition of stream.partitions) {
        const name = `${pipeline.name}.${stream.name} ${partition.partition}`
        const before = offsets.get(name)
        offsets.set(name, { at, offset: partition.endOffset })
        if (!before || at <= before.at || at - before.at > 10_000) continue
        const rate = ((partition.endOffset - before.offset) * 1000) / (at - before.at)
        push(partitionTrack(pipeline.name, stream.name, partition.partition), time, Math.max(0, rate))
      }
    }
    for (const view of pipeline.views) push(viewTrack(pipeline.name, view.name), time, view.rowsPerSecond)
  }
  pastVersion.value++
}

function prepend(one: Track, times: number[], values: (number | null)[]): void {
  const first = one.times[0] ?? Infinity
  const older = times.map((time, i) => [time, values[i] ?? null] as const).filter(([time]) => time < first)
  one.times.unshift(...older.map(([time]) => time))
  one.values.unshift(...older.map(([, value]) => value))
}

function adopt(rates: Rates): void {
  for (const stream of rates.streams) {
    for (const rate of ['received', ...outcomes] as const) {
      prepend(streamTrack(stream.pipeline, stream.stream, rate), rates.times, stream[rate])
    }
  }
  for (const view of rates.views) prepend(viewTrack(view.pipeline, view.view), rates.times, view.rows)
  pastVersion.value++
}

/** Begins with what the server remembers, and goes on with each status; after a lost connection the gap is asked for. */
export function startPast(): void {
  onStatus(append)
  let known = false
  link.subscribe(state => {
    if (state.state === 'lost') known = false
    if (state.state !== 'open' || known) return
    known = true
    raudal.rates().then(
      rates => {
        tracks.clear()
        adopt(rates)
      },
      () => undefined // a server that keeps no past: tracks begin now
    )
  })
}
