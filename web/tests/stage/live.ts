import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LiveRow } from '../../src/api/types'
import { status, streamEvents } from './platform'
import type { Stage } from './stage'
import { devices, iso, temperatureRow, windowMillis } from './truth'

/** Server-sent events as /api/v1/live has them: a status each second, open rows as they change, final ones when their window ends. */
export function live(stage: Stage, url: URL, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  let id = Number(request.headers['last-event-id'] ?? 0)
  const send = (type: string, data: unknown) => response.write(`id: ${++id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
  const views = url.searchParams.getAll('view').filter(view => view === 'plant.temperature')
  const streams = url.searchParams.getAll('stream')
  let end = windowEnd(Date.now())
  const sendStatus = () => {
    const now = Date.now()
    const all = status(now)
    const known = new Map(stage.pipelines.map(pipeline => [pipeline.name, pipeline.state]))
    const shown = stage.empty
      ? []
      : all.pipelines.filter(one => known.has(one.name)).map(one => ({ ...one, state: known.get(one.name)! }))
    send('status', { ...all, pipelines: shown })
  }
  sendStatus()
  for (const view of views) send('snapshot', { view, rows: openRows(end) })
  const second = setInterval(() => {
    sendStatus()
    for (const stream of streams) send('sample', { stream, events: streamEvents(Date.now(), 3), skipped: 839 })
  }, 1000)
  const quarter = setInterval(() => {
    const next = windowEnd(Date.now())
    for (const view of views) {
      if (next !== end) send('rows', { view, rows: openRows(end).map(row => ({ ...row, final: true })) })
      send('rows', { view, rows: openRows(next) })
    }
    end = next
  }, 250)
  const close = () => {
    clearInterval(second)
    clearInterval(quarter)
  }
  response.on('close', close)
}

function windowEnd(now: number): number {
  return Math.ceil((now + 1) / windowMillis) * windowMillis
}

function openRows(end: number): LiveRow[] {
  return devices.flatMap((device, at) => {
    const row = temperatureRow(at, end)
    return row === null ? [] : [{ key: `${device}|${end}`, final: false, windowEnd: iso(end), row }]
  })
}
