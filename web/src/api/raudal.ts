import { parse } from './digits'
import { json, send, type Query } from './request'
import type {
  Applied,
  AsidePage,
  Dashboard,
  FileProblem,
  KeyValues,
  Pipeline,
  Rates,
  ReplayRequest,
  Replayed,
  SeriesResult,
  SqlResult,
  StreamEvent,
  ViewRows
} from './types'

const root = '/api/v1'
const name = encodeURIComponent

function pipelinePath(pipeline: string): string {
  return `${root}/pipelines/${name(pipeline)}`
}
function viewPath(pipeline: string, view: string): string {
  return `${root}/views/${name(pipeline)}/${name(view)}`
}
function streamPath(pipeline: string, stream: string): string {
  return `${root}/streams/${name(pipeline)}/${name(stream)}`
}

export type Filter = Record<string, string[]>

export interface SeriesQuery {
  from: number
  to: number
  value: string[]
  by: string[]
  top: number
  points: number
  filter: Filter
}

const iso = (millis: number) => new Date(millis).toISOString()

/** The server's interface, one function an operation that the pages use. */
export const raudal = {
  rates: (signal?: AbortSignal) => json<Rates>(`${root}/rates`, { signal }),

  pipelines: async (signal?: AbortSignal) => (await json<{ pipelines: Pipeline[] }>(`${root}/pipelines`, { signal })).pipelines,

  async pipeline(pipeline: string, signal?: AbortSignal): Promise<{ pipeline: Pipeline; tag: string | null }> {
    const response = await send(pipelinePath(pipeline), { signal })
    return { pipeline: parse(await response.text()) as Pipeline, tag: response.headers.get('ETag') }
  },

  async validate(file: string, signal?: AbortSignal): Promise<FileProblem[]> {
    const sent = { method: 'POST', type: 'application/yaml', body: file, signal } as const
    return (await json<{ problems: FileProblem[] }>(`${root}/validate`, sent)).problems
  },

  apply: (pipeline: string, file: string, dryRun: boolean, tag: string | null) =>
    json<Applied>(pipelinePath(pipeline), {
      method: 'PUT',
      type: 'application/yaml',
      body: file,
      query: { dryRun },
      headers: tag === null ? {} : { 'If-Match': tag }
    }),

  pause: (pipeline: string) => send(`${pipelinePath(pipeline)}/pause`, { method: 'POST', body: '{}' }),

  resume: (pipeline: string) => send(`${pipelinePath(pipeline)}/resume`, { method: 'POST', body: '{}' }),

  saveDashboard: (pipeline: string, dashboard: string, content: Dashboard) =>
    send(`${pipelinePath(pipeline)}/dashboards/${name(dashboard)}`, { method: 'PUT', body: JSON.stringify(content) }),

  sql: (sql: string, range: { from?: number; to?: number }, limit: number, signal?: AbortSignal) =>
    json<SqlResult>(`${root}/sql`, {
      method: 'POST',
      body: JSON.stringify({
        sql,
        limit,
        ...(range.from === undefined ? {} : { from: iso(range.from) }),
        ...(range.to === undefined ? {} : { to: iso(range.to) })
      }),
      signal
    }),

  rows: (
    pipeline: string,
    view: string,
    query: { from: number; to: number; limit: number; filter: Filter },
    signal?: AbortSignal
  ) =>
    json<ViewRows>(viewPath(pipeline, view), {
      query: { from: iso(query.from), to: iso(query.to), limit: query.limit, newest: true, ...query.filter },
      signal
    }),

  series(pipeline: string, view: string, query: SeriesQuery, signal?: AbortSignal): Promise<SeriesResult> {
    const { from, to, value, by, top, points, filter } = query
    const sent: Query = { from: iso(from), to: iso(to), value, by, top, points, ...filter }
    return json<SeriesResult>(`${viewPath(pipeline, view)}/series`, { query: sent, signal })
  },

  keys: (
    pipeline: string,
    view: string,
    query: { column: string; search?: string; from?: string; limit?: number },
    signal?: AbortSignal
  ) => json<KeyValues>(`${viewPath(pipeline, view)}/keys`, { query, signal }),

  sample: async (pipeline: string, stream: string, limit: number, signal?: AbortSignal) =>
    (await json<{ events: StreamEvent[] }>(`${streamPath(pipeline, stream)}/sample`, { query: { limit }, signal })).events,

  aside: (
    kind: 'late' | 'dead',
    pipeline: string,
    stream: string,
    query: { limit: number; before?: string; reason?: string },
    signal?: AbortSignal
  ) => json<AsidePage>(`${streamPath(pipeline, stream)}/${kind}`, { query, signal }),

  replay: (kind: 'late' | 'dead', pipeline: string, stream: string, request: ReplayRequest) =>
    json<Replayed>(`${streamPath(pipeline, stream)}/${kind}/replay`, { method: 'POST', body: JSON.stringify(request) })
}
