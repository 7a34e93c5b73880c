import type { Row, SeriesResult, StreamLedger } from '../../src/api/types'

/** What the stage's data are made of: all of it follows from the time alone, so a test can work out what a page must show. */
export const devices = [
  'press-1',
  'press-2',
  'oven-1',
  'oven-2',
  'saw-1',
  'saw-2',
  'crane-1',
  'pump-1',
  'pump-2',
  'pump-3',
  'fan-1'
]
export const sites = ['bilbao', 'gijón', 'sagunto']
export const windowMillis = 10_000
/** When the stage's counters began. */
export const begun = Date.parse('2026-01-01T00:00:00Z')

export const siteOf = (device: number) => sites[device % sites.length]!

function noise(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x27d4eb2f)
  return ((h ^ (h >>> 13)) >>> 0) / 2 ** 32
}

/** The mean temperature of a device in the window that ends then; press-2 is silent for the third minute of each ten. */
export function temperature(device: number, end: number): number | null {
  if (device === 1 && Math.floor(end / 60_000) % 10 === 3) return null
  const slow = Math.sin(end / 240_000 + device * 0.9) * (3 + (device % 4))
  const value = 24 + device * 4.5 + slow + noise(device, Math.floor(end / windowMillis)) * 1.6
  return Math.round(value * 1000) / 1000
}

export function temperatureRow(device: number, end: number): Row | null {
  const mean = temperature(device, end)
  if (mean === null) return null
  const n = 60 + Math.floor(noise(device + 40, end / windowMillis) * 40)
  return {
    device: devices[device]!,
    site: siteOf(device),
    window_start: iso(end - windowMillis),
    window_end: iso(end),
    n,
    avg_t: mean,
    max_t: Math.round((mean + 2 + noise(device, 7)) * 100) / 100,
    latitude: 43.2 - (device % 3) * 1.7,
    longitude: -2.9 - device * 0.3 + (device % 3) * 1.4
  }
}

export const iso = (millis: number) => new Date(millis).toISOString().replace(/\.?0*Z$/, 'Z')

/** Window ends after `from` up to `to`, thinned to about so many. */
export function ends(from: number, to: number, most: number): number[] {
  const first = Math.ceil(from / windowMillis) * windowMillis
  const count = Math.max(0, Math.ceil((to - first) / windowMillis))
  const stride = Math.max(1, Math.ceil(count / most)) * windowMillis
  const all: number[] = []
  for (let end = first; end < to; end += stride) all.push(end)
  return all
}

export interface Asked {
  from: number
  to: number
  values: string[]
  by: string[]
  top: number
  points: number
  filter: Map<string, string[]>
  now: number
}

export function matches(device: number, filter: Map<string, string[]>): boolean {
  const row: Record<string, string> = { device: devices[device]!, site: siteOf(device) }
  return [...filter].every(([column, values]) => values.includes(row[column] ?? ''))
}

export function series(asked: Asked): SeriesResult {
  const wanted = devices.map((_, device) => device).filter(device => matches(device, asked.filter))
  const openEnd = Math.ceil((asked.now + 1) / windowMillis) * windowMillis
  const times = ends(asked.from, Math.min(asked.to, openEnd + 1), asked.points)
  const drawn = wanted.slice(0, asked.top)
  const series = asked.values.flatMap(value =>
    drawn.map(device => {
      const points = times.flatMap(end => {
        const row = temperatureRow(device, end)
        return row === null ? [] : [[end, row[value] as number] as const]
      })
      return {
        value,
        key: Object.fromEntries(asked.by.map(column => [column, column === 'site' ? siteOf(device) : devices[device]!])),
        times: points.map(([time]) => time),
        values: points.map(([, one]) => one),
        open: points.filter(([time]) => time > asked.now).length
      }
    })
  )
  return { series, rows: times.length * wanted.length, more: wanted.length - drawn.length }
}

/** Rows of the view `temperature`, by window end, then device. */
export function rows(
  asked: Pick<Asked, 'from' | 'to' | 'filter' | 'now'>,
  limit: number
): { rows: Row[]; open: number; truncated: boolean } {
  const openEnd = Math.ceil((asked.now + 1) / windowMillis) * windowMillis
  const all: Row[] = []
  const last = Math.min(asked.to - 1, openEnd)
  for (
    let end = Math.floor(last / windowMillis) * windowMillis;
    end >= asked.from && all.length <= limit;
    end -= windowMillis
  ) {
    for (let device = devices.length - 1; device >= 0; device--) {
      const row = matches(device, asked.filter) ? temperatureRow(device, end) : null
      if (row) all.push(row)
    }
  }
  const kept = all.slice(0, limit).reverse()
  const open = kept.filter(row => Date.parse(row.window_end as string) > asked.now).length
  return { rows: kept, open, truncated: all.length > limit }
}

export const rates = { received: 842, duplicate: 3, late: 6, dead: 2 }

/** The ledger of the stream `readings` at a time: it adds up at every moment. */
export function ledger(now: number): StreamLedger {
  const seconds = Math.floor((now - begun) / 1000)
  const received = seconds * rates.received
  const duplicate = seconds * rates.duplicate
  const late = seconds * rates.late
  const dead = seconds * rates.dead
  const inFlight = 17
  const delivered = received - duplicate - late - dead - inFlight
  const used = Math.floor(delivered * 0.9)
  return {
    pipeline: 'plant',
    stream: 'readings',
    received,
    delivered,
    duplicate,
    late,
    dead,
    inFlight,
    lateReasons: { lateness: late - 5, 'after-idle': 5 },
    deadReasons: { type: dead - 9, json: 9 },
    views: [
      { view: 'temperature', used: delivered, filtered: 0, failed: 0, failedReasons: {} },
      { view: 'hot', used, filtered: delivered - used - 12, failed: 12, failedReasons: { 'CAST(temperature AS INT)': 12 } }
    ]
  }
}
