import { amount } from '../api/digits'
import type { LiveRow, PipelineView, Row, SeriesResult } from '../api/types'
import type { Filter } from '../api/raudal'
import { huesOf } from './colour'
import { lowerBound, type Line } from './line'

export interface SeriesShape {
  view: PipelineView
  values: string[]
  by: string[]
  top: number
  filter: Filter
}

/** The name of a series: its key's values, and the column where more than one is drawn. */
export function lineLabel(shape: Pick<SeriesShape, 'values' | 'by' | 'view'>, value: string, key: Row): string {
  const names = shape.by.map(column => String(key[column] ?? '∅'))
  if (names.length === 0) return value
  return shape.values.length > 1 ? `${names.join(' · ')} · ${value}` : names.join(' · ')
}

function lineId(by: string[], value: string, key: Row): string {
  return JSON.stringify([value, ...by.map(column => key[column] ?? null)])
}

/** The lines of a view: what was stored when they were asked for, and the rows that have come since. */
export class SeriesStore {
  readonly lines: Line[] = []
  more = 0
  private readonly byId = new Map<string, Line>()
  private readonly hues: Map<string, number>
  /** Rows of open windows by their key, to know what to forget. */
  private readonly open = new Map<string, { time: number; rows: Line[] }>()

  constructor(
    readonly shape: SeriesShape,
    result: SeriesResult
  ) {
    this.more = result.more
    this.hues = huesOf(result.series.map(series => this.hueKey(series.value, series.key as Row)))
    for (const series of result.series) {
      const line = this.line(series.value, series.key as Row)
      line.times = series.times
      line.values = series.values
      line.open = series.open
    }
    this.lines.sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }))
  }

  /** One key keeps its colour whichever column is drawn, unless columns are all that differs. */
  private hueKey(value: string, key: Row): string {
    return this.shape.by.length === 0 || this.shape.values.length > 1
      ? lineId(this.shape.by, value, key)
      : JSON.stringify(this.shape.by.map(column => key[column] ?? null))
  }

  private line(value: string, key: Row): Line {
    const id = lineId(this.shape.by, value, key)
    let line = this.byId.get(id)
    if (line) return line
    const hueKey = this.hueKey(value, key)
    let hue = this.hues.get(hueKey)
    if (hue === undefined) {
      const taken = new Set(this.hues.values())
      hue = huesOf([hueKey]).get(hueKey)!
      for (let i = 0; i < 8 && taken.has(hue); i++) hue = (hue + 1) % 8
      this.hues.set(hueKey, hue)
    }
    line = { id, label: lineLabel(this.shape, value, key), times: [], values: [], open: 0, colour: hue, key }
    this.byId.set(id, line)
    this.lines.push(line)
    return line
  }

  private wanted(row: Row): boolean {
    return Object.entries(this.shape.filter).every(
      ([column, values]) => values.length === 0 || values.includes(String(row[column]))
    )
  }

  private timeOf(change: LiveRow): number {
    const own = this.shape.view.time === undefined ? undefined : (change.row as Row | null)?.[this.shape.view.time]
    return Date.parse(change.windowEnd ?? (typeof own === 'string' ? own : ''))
  }

  /** Takes a snapshot of all open rows; says whether rows that were open are not any more, whose last state is then unknown. */
  snapshot(rows: readonly LiveRow[]): boolean {
    const keys = new Set(rows.map(row => row.key))
    const gone = [...this.open.keys()].some(key => !keys.has(key))
    this.take(rows)
    return gone
  }

  take(changes: readonly LiveRow[]): void {
    for (const change of changes) {
      const row = change.row as Row | null
      if (row === null) {
        this.forget(change.key)
        continue
      }
      const time = this.timeOf(change)
      if (Number.isNaN(time) || !this.wanted(row)) continue
      const touched: Line[] = []
      for (const value of this.shape.values) {
        const key = Object.fromEntries(this.shape.by.map(column => [column, row[column]]))
        if (
          !this.byId.has(lineId(this.shape.by, value, key)) &&
          this.lines.length >= this.shape.top * this.shape.values.length
        ) {
          continue
        }
        const line = this.line(value, key)
        put(line, time, amount(row[value]), change.final)
        touched.push(line)
      }
      if (change.final) this.open.delete(change.key)
      else this.open.set(change.key, { time, rows: touched })
    }
  }

  private forget(key: string): void {
    const known = this.open.get(key)
    if (!known) return
    this.open.delete(key)
    for (const line of known.rows) remove(line, known.time)
  }

  /** Drops what lies before a time, so that a page that stays open does not grow. */
  dropBefore(time: number): void {
    for (const line of this.lines) {
      const old = lowerBound(line.times, time)
      if (old < 200) continue
      line.times.splice(0, old)
      line.values.splice(0, old)
    }
  }
}

function put(line: Line, time: number, value: number | null, final: boolean): void {
  const at = lowerBound(line.times, time)
  const here = line.times[at] === time
  const openFrom = line.times.length - line.open
  if (here) {
    line.values[at] = value
    if (final && at >= openFrom) line.open = line.times.length - at - 1
    return
  }
  line.times.splice(at, 0, time)
  line.values.splice(at, 0, value)
  if (final) line.open = Math.min(line.open, line.times.length - at - 1)
  else line.open = Math.max(line.open + 1, line.times.length - at)
}

function remove(line: Line, time: number): void {
  const at = lowerBound(line.times, time)
  if (line.times[at] !== time) return
  if (at >= line.times.length - line.open) line.open--
  line.times.splice(at, 1)
  line.values.splice(at, 1)
}
