import type { AsideEvent, Pipeline, Status, StreamEvent } from '../../src/api/types'
import { begun, devices, iso, ledger, rates, temperature, windowMillis } from './truth'

const file = `apiVersion: raudal.io/v1alpha1
kind: Pipeline
metadata:
  name: plant
spec:
  streams:
    readings:
      columns:
        device: STRING NOT NULL
        site: STRING
        ts: TIMESTAMP
        temperature: DOUBLE
      time: { column: ts, lateness: 5s }
      key: device
  views:
    temperature:
      sql: |
        SELECT device, site, window_start, window_end, COUNT(*) AS n, AVG(temperature) AS avg_t
        FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
        GROUP BY device, site, window_start, window_end
`

const sql = `SELECT device, site, window_start, window_end,
       COUNT(*) AS n, AVG(temperature) AS avg_t, MAX(temperature) AS max_t
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
GROUP BY device, site, window_start, window_end`

export const temperatureColumns = [
  { name: 'device', type: 'STRING NOT NULL' },
  { name: 'site', type: 'STRING' },
  { name: 'window_start', type: 'TIMESTAMP(3)' },
  { name: 'window_end', type: 'TIMESTAMP(3)' },
  { name: 'n', type: 'BIGINT' },
  { name: 'avg_t', type: 'DOUBLE' },
  { name: 'max_t', type: 'DOUBLE' },
  { name: 'latitude', type: 'DOUBLE' },
  { name: 'longitude', type: 'DOUBLE' }
]

/** The pipelines of the stage: a plant that runs, and earthquakes of long ago. */
export function pipelines(): Pipeline[] {
  return [
    {
      name: 'plant',
      state: 'running',
      file,
      path: 'examples/plant/pipeline.yaml',
      streams: [
        {
          name: 'readings',
          format: 'json',
          time: 'ts',
          key: 'device',
          lateness: 'PT5S',
          partitions: 2,
          columns: [
            { name: 'device', type: 'STRING NOT NULL' },
            { name: 'site', type: 'STRING' },
            { name: 'ts', type: 'TIMESTAMP(3)' },
            { name: 'temperature', type: 'DOUBLE' },
            { name: 'voltage', type: 'DOUBLE' }
          ]
        }
      ],
      views: [
        {
          name: 'temperature',
          kind: 'window',
          sql,
          columns: temperatureColumns,
          key: ['device', 'site'],
          time: 'window_end',
          windowSeconds: 10,
          stepSeconds: 10,
          reads: ['readings'],
          plan: [
            'scan readings: device, site, ts, temperature',
            'tumble 10 s',
            'aggregate COUNT(*), AVG(temperature), MAX(temperature)'
          ]
        },
        {
          name: 'hot',
          kind: 'rows',
          sql: 'SELECT device, ts, temperature FROM readings WHERE temperature > 90',
          columns: [
            { name: 'device', type: 'STRING NOT NULL' },
            { name: 'ts', type: 'TIMESTAMP(3)' },
            { name: 'temperature', type: 'DOUBLE' }
          ],
          key: ['device'],
          time: 'ts',
          reads: ['readings'],
          plan: ['scan readings: device, ts, temperature', 'filter temperature > 90']
        },
        {
          name: 'totals',
          kind: 'unbounded',
          sql: 'SELECT site, SUM(n) AS events FROM temperature GROUP BY site',
          columns: [
            { name: 'site', type: 'STRING' },
            { name: 'events', type: 'BIGINT' }
          ],
          key: ['site'],
          reads: ['temperature'],
          plan: ['read final rows of temperature', 'aggregate SUM(n)']
        }
      ],
      dashboards: {
        overview: {
          title: { en: 'The plant', es: 'La planta' },
          range: '15m',
          panels: [
            {
              title: 'Presses',
              view: 'temperature',
              chart: 'stat',
              y: ['avg_t'],
              by: ['device', 'site'],
              unit: '°C',
              width: 4,
              height: 5,
              limit: 8
            },
            { view: 'temperature', chart: 'line', y: ['avg_t'], unit: '°C', width: 8, height: 5 },
            { view: 'temperature', chart: 'heatmap', y: ['avg_t'], unit: '°C', width: 6, height: 4 },
            {
              view: 'temperature',
              chart: 'map',
              y: ['avg_t'],
              latitude: 'latitude',
              longitude: 'longitude',
              width: 6,
              height: 4
            },
            { view: 'temperature', chart: 'bar', y: ['n'], width: 6, height: 4 },
            { view: 'totals', chart: 'bar', y: ['events'], width: 3, height: 4 },
            { title: 'Newest', view: 'temperature', chart: 'table', y: ['device', 'n', 'avg_t'], width: 6, height: 4 },
            {
              title: 'Mean',
              sql: 'SELECT window_end, AVG(avg_t) AS mean FROM plant.temperature GROUP BY window_end',
              chart: 'area',
              width: 6,
              height: 4
            }
          ]
        }
      }
    },
    {
      name: 'earthquakes',
      state: 'running',
      file: file.replace('plant', 'earthquakes'),
      streams: [
        {
          name: 'quakes',
          format: 'json',
          time: 'ts',
          partitions: 1,
          columns: [
            { name: 'id', type: 'STRING NOT NULL' },
            { name: 'ts', type: 'TIMESTAMP(3)' },
            { name: 'magnitude', type: 'DOUBLE' }
          ]
        }
      ],
      views: [
        {
          name: 'activity',
          kind: 'window',
          sql: "SELECT window_end, COUNT(*) AS quakes FROM TABLE(TUMBLE(TABLE quakes, DESCRIPTOR(ts), INTERVAL '1' DAY)) GROUP BY window_end",
          columns: [
            { name: 'window_end', type: 'TIMESTAMP(3)' },
            { name: 'quakes', type: 'BIGINT' }
          ],
          key: [],
          time: 'window_end',
          windowSeconds: 86_400,
          stepSeconds: 86_400,
          reads: ['quakes']
        }
      ],
      dashboards: {}
    }
  ]
}

export function status(now: number): Status {
  const own = ledger(now)
  const offset = Math.floor(own.received / 2)
  const end = Math.ceil((now + 1) / windowMillis) * windowMillis
  const wobble = 1 + Math.sin(now / 9000) * 0.1
  return {
    at: iso(now),
    startedAt: iso(begun),
    version: '0.1.0-stage',
    process: { cpu: 0.42, cores: 2, memoryBytes: 512 * 2 ** 20, heapBytes: 180 * 2 ** 20, threads: 41 },
    log: { kind: 'kafka', ready: true, bytes: 3.2 * 2 ** 30, address: '127.0.0.1:9092' },
    store: { kind: 'duckdb', ready: true, bytes: 812 * 2 ** 20 },
    disk: { freeBytes: 48 * 2 ** 30, floorBytes: 2 ** 30 },
    pipelines: [
      {
        name: 'plant',
        state: 'running',
        checkpoint: { at: iso(now - (now % 10_000)), seconds: 0.18, bytes: 1_340_000 },
        streams: [
          {
            name: 'readings',
            ledger: own,
            rates: {
              received: rates.received * wobble,
              delivered: (rates.received - rates.duplicate - rates.late - rates.dead) * wobble,
              duplicate: rates.duplicate,
              late: rates.late,
              dead: rates.dead
            },
            partitions: [0, 1].map(partition => ({
              partition,
              firstOffset: 0,
              endOffset: offset,
              readOffset: offset - 8 - partition,
              watermark: iso(now - 6_000 - partition * 1500),
              highest: iso(now - 1000),
              idle: false
            })),
            sources: [
              { kind: 'http', target: '/ingest/plant/readings', state: 'running', events: own.received - 20_000 },
              {
                kind: 'mqtt',
                target: 'tcp://gateway:1883 plant/+/readings',
                state: 'waiting',
                events: 20_000,
                lastError: 'Connection refused: gateway:1883',
                lastErrorAt: iso(now - 12_000),
                retryAt: iso(now + 8_000)
              }
            ]
          }
        ],
        views: [
          {
            name: 'temperature',
            state: 'running',
            rows: Math.floor((now - begun) / windowMillis) * devices.length,
            rowsPerSecond: 1.1,
            openRows: devices.length,
            usedPerSecond: 831,
            watermark: iso(now - 7_500),
            nextWindowEnd: iso(end),
            failedRows: 0,
            sources: [{ name: 'readings', used: own.delivered, filtered: 0, failed: 0, failedReasons: {} }],
            steps: [
              { text: 'scan readings', in: own.delivered, out: own.delivered },
              { text: 'tumble 10 s', in: own.delivered, out: own.delivered }
            ],
            whyNoOutput: []
          },
          {
            name: 'hot',
            state: 'running',
            rows: 0,
            rowsPerSecond: 0,
            openRows: 0,
            usedPerSecond: 0,
            watermark: iso(now - 7_500),
            sources: [
              {
                name: 'readings',
                used: 0,
                filtered: own.delivered - 12,
                failed: 12,
                failedReasons: { 'CAST(temperature AS INT)': 12 }
              }
            ],
            failedRows: 12,
            steps: [
              { text: 'scan readings', in: own.delivered, out: own.delivered },
              { text: 'filter temperature > 90', in: own.delivered, out: 0 }
            ],
            whyNoOutput: [{ code: 'all-filtered', text: 'The filter temperature > 90 let none of the events through.' }]
          },
          {
            name: 'totals',
            state: 'running',
            rows: 3,
            rowsPerSecond: 0.3,
            openRows: 3,
            usedPerSecond: 1.1,
            failedRows: 0,
            sources: [{ name: 'temperature', used: 90_000, filtered: 0, failed: 0, failedReasons: {} }],
            whyNoOutput: []
          }
        ]
      },
      {
        name: 'earthquakes',
        state: 'running',
        streams: [
          {
            name: 'quakes',
            ledger: {
              pipeline: 'earthquakes',
              stream: 'quakes',
              received: 1707,
              delivered: 1707,
              duplicate: 0,
              late: 0,
              dead: 0,
              inFlight: 0,
              lateReasons: {},
              deadReasons: {},
              views: [{ view: 'activity', used: 1650, filtered: 57, failed: 0, failedReasons: {} }]
            },
            rates: { received: 0, delivered: 0, duplicate: 0, late: 0, dead: 0 },
            partitions: [
              { partition: 0, firstOffset: 0, endOffset: 1707, readOffset: 1707, watermark: '2018-02-07T20:00:00Z', idle: true }
            ],
            sources: [{ kind: 'file', target: 'earthquakes.ndjson.gz', state: 'ended', events: 1707, lag: 0, lagUnit: 'bytes' }]
          }
        ],
        views: [
          {
            name: 'activity',
            state: 'running',
            rows: 8,
            rowsPerSecond: 0,
            openRows: 0,
            usedPerSecond: 0,
            watermark: '2018-02-07T20:00:00Z',
            failedRows: 0,
            sources: [{ name: 'quakes', used: 1650, filtered: 57, failed: 0, failedReasons: {} }],
            whyNoOutput: []
          }
        ]
      }
    ]
  }
}

export function streamEvents(now: number, count: number): StreamEvent[] {
  return Array.from({ length: count }, (_, i) => {
    const device = i % devices.length
    const at = now - i * 120
    return {
      partition: i % 2,
      offset: 1_000_000 + Math.floor(now / 120) - i,
      appendedAt: iso(at),
      text: JSON.stringify({
        device: devices[device],
        ts: iso(at - 400),
        temperature: temperature(device, at) ?? 20,
        power: { volts: 229.6 }
      })
    }
  })
}

export function asideEvents(kind: 'late' | 'dead', now: number, replayed: ReadonlySet<string>): AsideEvent[] {
  return Array.from({ length: 80 }, (_, i): AsideEvent => {
    const id = `${kind}-${i}`
    const device = devices[i % devices.length]
    const base = { partition: i % 2, offset: 5_000 - i, appendedAt: iso(now - i * 9_000), id, replayed: replayed.has(id) }
    if (kind === 'late') {
      const text = JSON.stringify({ device, ts: iso(now - i * 9_000 - 42_000), temperature: 21.5 })
      const reason = i % 16 === 3 ? 'after-idle' : 'lateness'
      return { ...base, kind: 'late', reason, detail: '42 s behind, 5 s are allowed', text }
    }
    if (i % 5 === 4)
      return {
        ...base,
        kind: 'dead',
        reason: 'json',
        detail: 'no UTF-8 at byte 12',
        base64: btoa('{"device": "\xff\xfe broken')
      }
    if (i % 5 === 3)
      return {
        ...base,
        kind: 'failed',
        reason: 'failed',
        view: 'hot',
        detail: 'cannot be cast to INT: 1e12',
        otherViews: [{ view: 'temperature', reason: 'key-limit', detail: 'there are 1000 keys already' }],
        text: JSON.stringify({ device, ts: iso(now - i * 9_000), temperature: 1e12 })
      }
    const text = `{"device": "${device}", "ts": "${iso(now - i * 9_000)}", "temperature": "warm"}`
    return { ...base, kind: 'dead', reason: 'type', detail: 'temperature: DOUBLE cannot hold "warm"', text }
  })
}
