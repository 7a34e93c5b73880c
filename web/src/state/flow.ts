import type { Status } from '../api/types'
import { onStatus } from './live'

interface Counter {
  at: number
  value: number
  rate: number
}

const counters = new Map<string, Counter>()
/** How much a new second weighs against those before it. */
const weight = 0.4

function count(name: string, at: number, value: number): void {
  const before = counters.get(name)
  if (!before) {
    counters.set(name, { at, value, rate: NaN })
    return
  }
  const seconds = (at - before.at) / 1000
  if (seconds <= 0) return
  const now = Math.max(0, value - before.value) / seconds
  counters.set(name, { at, value, rate: Number.isNaN(before.rate) ? now : before.rate + weight * (now - before.rate) })
}

export const sourceFlow = (pipeline: string, stream: string, source: number) => `${pipeline}.${stream}#${source}`
export const viewFlow = (pipeline: string, view: string, source: string) => `${pipeline}.${view}<${source}`

/** Events a second of what is only counted, by the name that sourceFlow or viewFlow gives; NaN until two statuses are known. */
export function flowRate(name: string): number {
  return counters.get(name)?.rate ?? NaN
}

function take(news: Status): void {
  const at = Date.parse(news.at)
  for (const pipeline of news.pipelines) {
    for (const stream of pipeline.streams) {
      stream.sources.forEach((source, i) => count(sourceFlow(pipeline.name, stream.name, i), at, source.events))
    }
    for (const view of pipeline.views) {
      for (const source of view.sources) count(viewFlow(pipeline.name, view.name, source.name), at, source.used)
    }
  }
}

export function startFlow(): void {
  onStatus(take)
}
