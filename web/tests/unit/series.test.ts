import { describe, expect, test } from 'vitest'
import type { LiveRow, PipelineView } from '../../src/api/types'
import { SeriesStore } from '../../src/chart/seriesstore'

const view: PipelineView = { name: 'v', sql: '', kind: 'window', columns: [], key: ['device'], time: 'window_end', reads: [] }
const shape = { view, values: ['x'], by: ['device'], top: 2, filter: {} }
const at = (second: number) => Date.parse('2026-01-01T00:00:00Z') + second * 1000

function row(device: string, second: number, x: number, final: boolean): LiveRow {
  const windowEnd = new Date(at(second)).toISOString()
  return { key: `${device} ${second}`, final, windowEnd, row: { device, window_end: windowEnd, x } }
}

function stored(): SeriesStore {
  const series = [{ value: 'x', key: { device: 'a' }, times: [at(10), at(20)], values: [1, 2], open: 1 }]
  return new SeriesStore(shape, { series, rows: 2, more: 0 })
}

describe('live rows over stored ones', () => {
  test('an open row replaces its value and stays open', () => {
    const store = stored()
    store.take([row('a', 20, 5, false)])
    expect(store.lines[0]).toMatchObject({ values: [1, 5], open: 1 })
  })
  test('a final row ends its window', () => {
    const store = stored()
    store.take([row('a', 20, 6, true), row('a', 30, 7, false)])
    expect(store.lines[0]).toMatchObject({ values: [1, 6, 7], open: 1 })
  })
  test('a row that is gone leaves no point', () => {
    const store = stored()
    store.take([row('a', 30, 7, false), { key: 'a 30', final: false, row: null }])
    expect(store.lines[0]).toMatchObject({ values: [1, 2], open: 1 })
  })
  test('a new key makes a line until there are as many as asked for', () => {
    const store = stored()
    store.take([row('b', 20, 1, false), row('c', 20, 1, false)])
    expect(store.lines.map(line => line.label)).toEqual(['a', 'b'])
  })
  test('a snapshot without a row that was open asks for the stored ones again', () => {
    const store = stored()
    store.take([row('a', 20, 5, false)])
    expect(store.snapshot([row('a', 30, 1, false)])).toBe(true)
    expect(store.snapshot([row('a', 30, 1, false)])).toBe(true)
    store.take([row('a', 20, 5, true)])
    expect(store.snapshot([row('a', 30, 1, false)])).toBe(false)
  })
  test('a filter holds for live rows too', () => {
    const store = new SeriesStore({ ...shape, filter: { device: ['a'] } }, { series: [], rows: 0, more: 0 })
    store.take([row('b', 20, 1, false), row('a', 20, 1, false)])
    expect(store.lines.map(line => line.label)).toEqual(['a'])
  })
})
