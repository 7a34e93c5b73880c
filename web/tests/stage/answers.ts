import type { IncomingMessage } from 'node:http'
import { Digits } from '../../src/api/digits'
import type { Dashboard, FileProblem, ReplayRequest } from '../../src/api/types'
import { asideEvents, streamEvents, temperatureColumns } from './platform'
import type { Stage } from './stage'
import { devices, rates, rows, series, sites, type Asked } from './truth'

export interface Answer {
  status?: number
  headers?: Record<string, string>
  json?: unknown
}

export class ProblemAnswer extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly problems: FileProblem[] = []
  ) {
    super(message)
  }
}

/** One more than a double can hold. */
const serial = new Digits('9007199254740993')

const known = new Set(['from', 'to', 'value', 'by', 'top', 'points', 'limit', 'newest', 'column', 'search'])

/** Answers a request of the interface, except the live one. */
export function answer(stage: Stage, request: IncomingMessage, url: URL, body: string): Answer {
  const [, , , kind, first, second, third, fourth] = url.pathname.split('/').map(decodeURIComponent)
  const method = request.method ?? 'GET'
  const all = stage.empty ? [] : stage.pipelines
  if (kind === 'pipelines' && first === undefined) return { json: { pipelines: all.map(one => ({ ...one, file: undefined })) } }
  if (kind === 'rates') return { json: pastRates(Date.now(), stage.empty) }
  if (kind === 'sql') return { json: sql(JSON.parse(body) as { sql: string; limit: number }) }
  if (kind === 'validate') return { json: { problems: validate(body) } }
  const pipeline = all.find(one => one.name === first)
  if (!pipeline) throw new ProblemAnswer(404, `There is no pipeline ${first}.`)
  if (kind === 'pipelines') {
    if (second === 'pause' || second === 'resume') {
      pipeline.state = second === 'pause' ? 'paused' : 'running'
      return { status: 204 }
    }
    if (second === 'dashboards') {
      pipeline.dashboards[third!] = JSON.parse(body) as Dashboard
      return { status: 204 }
    }
    if (method === 'PUT') return apply(pipeline, body, url.searchParams.get('dryRun') === 'true')
    return { json: pipeline, headers: { ETag: '"1"' } }
  }
  if (kind === 'views') return view(second!, third, url)
  if (kind === 'streams' && (third === 'late' || third === 'dead')) {
    return { json: fourth === 'replay' ? replay(stage, JSON.parse(body) as ReplayRequest) : aside(stage, third, url) }
  }
  if (kind === 'streams' && third === 'sample') return { json: { events: streamEvents(Date.now() - 1000, 50) } }
  throw new ProblemAnswer(404, `There is nothing at ${url.pathname}.`)
}

function apply(pipeline: { name: string; file?: string }, body: string, dryRun: boolean): Answer {
  const problems = validate(body)
  if (problems.length > 0) throw new ProblemAnswer(422, 'The file is wrong.', problems)
  if (!dryRun) pipeline.file = body
  const changes = [
    { name: 'readings', kind: 'stream', action: 'keep' },
    {
      name: 'temperature',
      kind: 'view',
      action: 'rebuild',
      text: 'its SQL changed; rows older than the log reaches (7 d) stay as they are'
    },
    { name: 'cold', kind: 'view', action: 'create' }
  ]
  return { json: { pipeline: pipeline.name, dryRun, changes, warnings: [] } }
}

/** The one rule of the stage: lateness must not be negative. */
function validate(file: string): FileProblem[] {
  return file.split('\n').flatMap((line, at) => {
    const column = line.search(/-\d+s/)
    if (column < 0) return []
    const message = 'must be at least 0s, got a negative duration;'
    return [
      { path: 'spec.streams.readings.time.lateness', line: at + 1, column: column + 1, message, remedy: 'leave it out for 0s' }
    ]
  })
}

function asked(url: URL): Asked {
  const query = url.searchParams
  const filter = new Map<string, string[]>()
  for (const name of query.keys()) if (!known.has(name)) filter.set(name, query.getAll(name))
  return {
    from: Date.parse(query.get('from') ?? ''),
    to: Date.parse(query.get('to') ?? ''),
    values: query.getAll('value'),
    by: query.getAll('by'),
    top: Number(query.get('top') ?? 8),
    points: Number(query.get('points') ?? 1000),
    filter,
    now: Date.now()
  }
}

function view(name: string, what: string | undefined, url: URL): Answer {
  if (what === 'keys') return { json: keys(url) }
  if (name === 'totals') {
    const columns = [
      { name: 'site', type: 'STRING' },
      { name: 'events', type: 'BIGINT' }
    ]
    return { json: { columns, rows: sites.map((site, i) => ({ site, events: 481_516 * (i + 2) })), open: 3, truncated: false } }
  }
  if (name !== 'temperature')
    return { json: what === 'series' ? { series: [], rows: 0, more: 0 } : { columns: [], rows: [], open: 0, truncated: false } }
  if (what === 'series') return { json: series(asked(url)) }
  return { json: { columns: temperatureColumns, ...rows(asked(url), Number(url.searchParams.get('limit') ?? 1000)) } }
}

function keys(url: URL) {
  const column = url.searchParams.get('column')
  const search = (url.searchParams.get('search') ?? '').toLowerCase()
  const values = column === 'site' ? sites : devices
  if (search === 'serial') return { keys: [{ value: serial, rows: 3 }], more: false }
  const found = values.filter(value => value.toLowerCase().includes(search))
  const limit = Number(url.searchParams.get('limit') ?? 100)
  return { keys: found.slice(0, limit).map((value, i) => ({ value, rows: 8640 - i * 7 })), more: found.length > limit }
}

function sql({ sql: text, limit }: { sql: string; limit: number }) {
  const typo = /\bFORM\b/i.exec(text)
  if (typo) {
    const line = text.slice(0, typo.index).split('\n').length
    const column = typo.index - text.lastIndexOf('\n', typo.index)
    throw new ProblemAnswer(422, 'The SQL cannot be read.', [
      { path: 'sql', line, column, message: 'found FORM, expected FROM' }
    ])
  }
  const now = Date.now()
  if (/GROUP BY window_end/i.test(text)) {
    const columns = [
      { name: 'window_end', type: 'TIMESTAMP(3)' },
      { name: 'mean', type: 'DOUBLE' }
    ]
    const window = rows({ from: now - 900_000, to: now, filter: new Map([['device', ['oven-1']]]), now }, 1000).rows
    return {
      columns,
      rows: window.map(row => ({ window_end: row.window_end, mean: row.avg_t })),
      truncated: false,
      capped: [],
      seconds: 0.021
    }
  }
  if (/plant\.readings/i.test(text)) {
    const columns = [
      { name: 'serial', type: 'BIGINT' },
      { name: 'total', type: 'DECIMAL(38, 2)' }
    ]
    const row = { serial, total: new Digits('12345678901234567890.10') }
    return { columns, rows: [row], truncated: false, capped: [{ stream: 'plant.readings', events: 10_000 }], seconds: 0.012 }
  }
  if (!/plant\.temperature/i.test(text))
    throw new ProblemAnswer(422, 'There is no such view; there are plant.temperature, plant.hot, plant.totals.')
  const most = Math.min(limit, Number(/LIMIT (\d+)/i.exec(text)?.[1] ?? limit))
  const found = rows({ from: now - 86_400_000, to: now, filter: new Map(), now }, most)
  return {
    columns: temperatureColumns,
    rows: found.rows,
    truncated: most === limit && found.truncated,
    capped: [],
    seconds: 0.034
  }
}

function aside(stage: Stage, kind: 'late' | 'dead', url: URL) {
  const events = asideEvents(kind, Date.now(), stage.replayed)
  const reasons: Record<string, number> = {}
  for (const event of events) reasons[event.reason] = (reasons[event.reason] ?? 0) + 1
  const reason = url.searchParams.get('reason')
  const chosen = events.filter(event => reason === null || event.reason === reason)
  const start = Number(url.searchParams.get('before') ?? 0)
  const limit = Number(url.searchParams.get('limit') ?? 50)
  const next = start + limit < chosen.length ? { next: String(start + limit) } : {}
  return { events: chosen.slice(start, start + limit), reasons, ...next }
}

function replay(stage: Stage, request: ReplayRequest) {
  const events = request.events ?? Array.from({ length: 80 }, (_, i) => ({ id: `late-${i}`, text: undefined }))
  const refused = events.flatMap(event => {
    const wrong = event.id.startsWith('dead') && (event.text === undefined || event.text.includes('warm'))
    return wrong ? [{ id: event.id, reason: 'temperature: DOUBLE cannot hold "warm"' }] : []
  })
  const right = events.filter(event => !refused.some(one => one.id === event.id))
  if (!request.dryRun) for (const event of right) stage.replayed.add(event.id)
  return { replayed: right.length, refused, windows: Math.min(right.length, 9) }
}

function pastRates(now: number, empty: boolean) {
  const step = 5_000
  const last = Math.floor(now / step) * step
  const times = Array.from({ length: 180 }, (_, i) => last - (179 - i) * step)
  const of = (value: number) => times.map(time => Math.max(0, value * (1 + Math.sin(time / 60_000) * 0.25)))
  const delivered = rates.received - rates.duplicate - rates.late - rates.dead
  const stream = {
    received: of(rates.received),
    delivered: of(delivered),
    duplicate: of(rates.duplicate),
    late: of(rates.late),
    dead: of(rates.dead)
  }
  const views = [{ pipeline: 'plant', view: 'temperature', rows: of(1.1) }]
  return {
    stepSeconds: 5,
    times,
    streams: empty ? [] : [{ pipeline: 'plant', stream: 'readings', ...stream }],
    views: empty ? [] : views
  }
}
