import { describe, expect, test } from 'vitest'
import { linesOf, shapeOf, stepOf } from '../../src/chart/resultlines'
import { hexDump, textOf } from '../../src/pages/stream/bytes'
import { frameOf, project } from '../../src/pages/dashboards/mapframe'
import { moved } from '../../src/pages/dashboards/layout'
import { yamlOf } from '../../src/pages/dashboards/yaml'
import { EventStreamParser } from '../../src/state/eventstream'
import { commaSeparated, tabSeparated } from '../../src/text/cells'

describe('server-sent events', () => {
  test('come whole however they are cut', () => {
    const text = ': hello\n\nid: 7\nevent: rows\ndata: {"a":\ndata: 1}\n\nevent: status\r\ndata: {}\r\n\r\n'
    const expected = [
      { type: 'rows', data: '{"a":\n1}', id: '7' },
      { type: 'status', data: '{}', id: '7' }
    ]
    for (let size = 1; size <= text.length; size++) {
      const parser = new EventStreamParser()
      const events = []
      for (let at = 0; at < text.length; at += size) events.push(...parser.feed(text.slice(at, at + size)))
      expect(events).toEqual(expected)
    }
  })
})

describe('rows as text', () => {
  const columns = [
    { name: 'a', type: 'STRING' },
    { name: 'b', type: 'DOUBLE' }
  ]
  test('commas, quotes and nulls', () => {
    expect(
      commaSeparated(columns, [
        { a: 'x, "y"', b: null },
        { a: 'z', b: 1.5 }
      ])
    ).toBe('a,b\r\n"x, ""y""",\r\nz,1.5\r\n')
  })
  test('tabs within a value are spaces', () => expect(tabSeparated(columns, [{ a: 'x\ty', b: 1 }])).toBe('a\tb\nx y\t1'))
})

describe('results as lines', () => {
  const columns = [
    { name: 'window_end', type: 'TIMESTAMP(3)' },
    { name: 'device', type: 'STRING' },
    { name: 'x', type: 'DOUBLE' }
  ]
  test('are in the order of time, one for each text', () => {
    const shape = shapeOf(columns)
    expect(shape).toEqual({ x: 'window_end', y: ['x'], by: ['device'] })
    const at = (second: number) => `2026-01-01T00:00:${second}Z`
    const rows = [
      { window_end: at(20), device: 'a', x: 2 },
      { window_end: at(10), device: 'a', x: 1 },
      { window_end: at(10), device: 'b', x: null }
    ]
    const { lines, more } = linesOf(rows, shape, 8)
    expect(lines.map(line => [line.label, line.values])).toEqual([
      ['a', [1, 2]],
      ['b', [null]]
    ])
    expect([more, stepOf(lines)]).toEqual([0, 10_000])
  })
})

describe('bytes', () => {
  test('are shown with their text', () => {
    expect(hexDump(new TextEncoder().encode('raudal\n'))).toBe(`000000  ${'72 61 75 64 61 6c 0a'.padEnd(47)}  raudal·`)
  })
  test('that are no UTF-8 have a sign for it', () => {
    expect(textOf({ partition: 0, offset: 0, appendedAt: '', base64: btoa('a\xff') })).toBe('a\ufffd')
  })
})

test('a dashboard as YAML', () => {
  const board = {
    title: { en: 'Plant: all', es: 'Planta' },
    panels: [
      { view: 'v', y: ['a', 'b'], width: 6, unit: undefined },
      { sql: 'SELECT 1\nFROM t', chart: 'bar' }
    ]
  }
  expect(yamlOf({ dashboards: { overview: board } }).trim()).toBe(
    [
      'dashboards:',
      '  overview:',
      '    title:',
      '      en: "Plant: all"',
      '      es: Planta',
      '    panels:',
      '      - view: v',
      '        y: [a, b]',
      '        width: 6',
      '      - sql: |-',
      '          SELECT 1',
      '          FROM t',
      '        chart: bar'
    ].join('\n')
  )
})

test('a map shows all its points', () => {
  const points = [
    { label: 'a', longitude: -9, latitude: 36, value: 1 },
    { label: 'b', longitude: 3, latitude: 43, value: 1 }
  ]
  const frame = frameOf(points, 400, 200)
  for (const point of points) {
    const [x, y] = project(frame, point.longitude, point.latitude)
    expect(x > 0 && x < 400 && y > 0 && y < 200).toBe(true)
  }
})

test('a panel moves to its place', () => expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']))
