import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Problem } from '../api/problem'
import { raudal, type Filter } from '../api/raudal'
import type { LiveRow, PipelineView } from '../api/types'
import { now } from '../state/clock'
import { followView } from '../state/live'
import { useResource } from '../state/resource'
import { edges, spanMillis, type Range } from '../state/range'
import type { Line } from './line'
import { SeriesStore, type SeriesShape } from './seriesstore'

export interface SeriesQuery {
  pipeline: string
  view: PipelineView
  values: string[]
  by: string[]
  top?: number
  filter?: Filter
  range: Range
  points?: number
  /** Without live rows: for what looks at the past alone. */
  still?: boolean
}

export interface Series {
  lines: readonly Line[]
  more: number
  version: number
  loading: boolean
  problem: Problem | null
  reload(): void
}

const settleMillis = 120
const drawMillis = 200
const nothing: readonly Line[] = []

/** Lines of a view over the range, kept up to date by live rows where each row belongs to one line; asked for again where not. */
export function useSeries(query: SeriesQuery): Series {
  const { pipeline, view, values, by, top = 8, filter = {}, range, points = 1500, still = false } = query
  const [version, setVersion] = useState(0)
  const mergeable =
    view.kind !== 'unbounded' && view.key.every(column => by.includes(column) || (filter[column]?.length ?? 0) === 1)
  const asked = JSON.stringify([pipeline, view.name, view.sql, values, by, top, filter, points])
  const [from, to] = range.live ? [0, range.span] : [range.from, range.to]
  const store = useRef<SeriesStore | null>(null)
  const result = useResource(
    async signal => {
      await settled(signal)
      const [start, end] = edges(range)
      const ahead = range.live ? (view.windowSeconds ?? 0) * 2000 + 60_000 : 0
      const margin = spanMillis(range) * 0.02
      const shape: SeriesShape = { view, values, by, top, filter }
      if (values.length === 0) return new SeriesStore(shape, { series: [], rows: 0, more: 0 })
      const edgesAsked = { from: start - margin, to: end + margin + ahead }
      return new SeriesStore(
        shape,
        await raudal.series(pipeline, view.name, { ...edgesAsked, value: values, by, top, points, filter }, signal)
      )
    },
    [asked, range.live, from, to]
  )
  /** Rows that came while the stored ones were asked for. */
  const waiting = useRef<LiveRow[]>([])
  const loading = useRef(true)
  loading.current = result.loading
  if (store.current !== result.data) {
    store.current = result.data
    store.current?.take(waiting.current.splice(0))
  }
  const reload = useRef(result.reload)
  reload.current = result.reload

  useEffect(() => {
    if (still || !range.live || view.kind === 'unbounded') return
    if (!mergeable) {
      const timer = setInterval(() => document.hidden || reload.current(), Math.max(5_000, (view.stepSeconds ?? 5) * 1000))
      return () => clearInterval(timer)
    }
    let drawing = 0
    const changed = () => {
      if (drawing !== 0) return
      drawing = window.setTimeout(() => {
        drawing = 0
        store.current?.dropBefore(now() - range.span * 1.2)
        setVersion(before => before + 1)
      }, drawMillis)
    }
    const stop = followView(`${pipeline}.${view.name}`, {
      snapshot: rows => {
        if (store.current?.snapshot(rows)) reload.current()
        changed()
      },
      rows: rows => {
        if (loading.current) waiting.current.push(...rows)
        store.current?.take(rows)
        changed()
      },
      reset: () => reload.current()
    })
    return () => {
      clearTimeout(drawing)
      stop()
    }
  }, [asked, still, range.live, from, to, mergeable])

  const lines = useMemo(() => result.data?.lines.slice() ?? nothing, [result.data, result.data?.lines.length])
  return {
    lines,
    more: result.data?.more ?? 0,
    version,
    loading: result.loading,
    problem: result.problem,
    reload: result.reload
  }
}

/** Waits until the range has stopped moving: a request for each step of a zoom would be for nothing. */
function settled(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, settleMillis)
    signal.addEventListener('abort', () => clearTimeout(timer))
  })
}
