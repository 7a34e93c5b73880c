import { amount } from '../api/digits'
import type { Column, Row } from '../api/types'
import { isNumeric, isTime } from '../state/pipelines'
import { huesOf } from './colour'
import type { Line } from './line'

export interface ResultShape {
  /** The column of the time; without one there are no lines. */
  x: string | null
  y: string[]
  by: string[]
}

/** What of a result is best drawn: its last time column over its first number, a line for each text. */
export function shapeOf(
  columns: readonly Column[],
  wanted: Partial<{ x: string; y: string[]; by: string[] }> = {}
): ResultShape {
  const names = new Set(columns.map(column => column.name))
  const times = columns.filter(column => isTime(column.type))
  const x = wanted.x !== undefined && names.has(wanted.x) ? wanted.x : (times.at(-1)?.name ?? null)
  const numbers = columns.filter(column => isNumeric(column.type) && column.name !== x).map(column => column.name)
  const y = wanted.y?.filter(name => names.has(name)) ?? numbers.slice(0, 1)
  const texts = columns.filter(column => !isNumeric(column.type) && !isTime(column.type)).map(column => column.name)
  return { x, y, by: wanted.by?.filter(name => names.has(name)) ?? texts }
}

/** Lines out of rows, in the order of time whatever the order of the rows; at most so many. */
export function linesOf(rows: readonly Row[], shape: ResultShape, most: number): { lines: Line[]; more: number } {
  const { x, y, by } = shape
  if (x === null) return { lines: [], more: 0 }
  const found = new Map<string, { label: string; key: Row; points: [number, number | null][] }>()
  for (const row of rows) {
    const time = Date.parse(String(row[x]))
    if (Number.isNaN(time)) continue
    for (const value of y) {
      const names = by.map(column => String(row[column] ?? '∅'))
      const label = [...names, ...(y.length > 1 || names.length === 0 ? [value] : [])].join(' · ')
      const id = JSON.stringify([value, ...names])
      const key = Object.fromEntries(by.map(column => [column, row[column]]))
      const line = found.get(id) ?? { label, key, points: [] }
      found.set(id, line)
      line.points.push([time, amount(row[value])])
    }
  }
  const chosen = [...found].sort(([, a], [, b]) => b.points.length - a.points.length).slice(0, most)
  const hues = huesOf(chosen.map(([, line]) => line.label))
  const lines = chosen.map(([id, { label, key, points }]): Line => {
    points.sort(([a], [b]) => a - b)
    return {
      id,
      label,
      key,
      colour: hues.get(label)!,
      open: 0,
      times: points.map(([time]) => time),
      values: points.map(([, value]) => value)
    }
  })
  lines.sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }))
  return { lines, more: found.size - lines.length }
}

/** The least distance between neighbouring points, as a guess at how far apart points are where none is missing. */
export function stepOf(lines: readonly Line[]): number {
  let least = Infinity
  for (const line of lines) {
    line.times.forEach((time, i) => {
      const before = line.times[i - 1]
      if (before !== undefined && time > before) least = Math.min(least, time - before)
    })
  }
  return Number.isFinite(least) ? least : 0
}
