import { signal } from '@preact/signals'
import { parse } from '../api/digits'
import { Problem } from '../api/problem'
import { send } from '../api/request'
import type { LiveEvents, LiveRow, LiveRows, Status } from '../api/types'
import { serverSaid } from './clock'
import { EventStreamParser, type ServerEvent } from './eventstream'

export interface ViewListener {
  /** All open rows of the view; those known before are void. */
  snapshot(rows: LiveRow[]): void
  rows(rows: LiveRow[]): void
  /** Rows were missed: what is stored must be asked for again. */
  reset(): void
}
export type StreamListener = (events: LiveEvents) => void

/** How the one live connection is: since and retryAt by this machine's clock, in milliseconds. */
export type Link = { state: 'connecting' | 'open' | 'hidden' } | { state: 'lost'; since: number; retryAt: number }

export const link = signal<Link>({ state: 'connecting' })
export const status = signal<Status | null>(null)
/** When something last came over the connection, by this machine's clock. */
export const heardAt = signal(0)

/** The status comes every second: so long without a word means that the connection is gone. */
const silenceMillis = 6_000
const hiddenMillis = 10_000
const firstWaitMillis = 500
const longestWaitMillis = 15_000

const views = new Map<string, Set<ViewListener>>()
const streams = new Map<string, Set<StreamListener>>()
const statusListeners = new Set<(status: Status) => void>()

let running: AbortController | null = null
let lastId: string | null = null
let failures = 0
let lostSince = 0
let timer = 0
let changeAsked = false
let withoutSubjects = false

export function onStatus(listener: (status: Status) => void): void {
  statusListeners.add(listener)
}

export function followView(view: string, listener: ViewListener): () => void {
  return add(views, view, listener)
}

export function followStream(stream: string, listener: StreamListener): () => void {
  return add(streams, stream, listener)
}

function add<L>(all: Map<string, Set<L>>, subject: string, listener: L): () => void {
  const listeners = all.get(subject) ?? new Set<L>()
  all.set(subject, listeners.add(listener))
  // also where the subject is followed already: a new listener needs a snapshot of its own
  subjectsChanged()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || all.get(subject) !== listeners) return
    all.delete(subject)
    subjectsChanged()
  }
}

/** Connects anew when the page has settled on what it follows, not at each step on the way. */
function subjectsChanged(): void {
  if (changeAsked) return
  changeAsked = true
  setTimeout(() => {
    changeAsked = false
    lastId = null
    withoutSubjects = false
    if (running !== null || link.value.state === 'lost') connect()
  }, 20)
}

export function startLive(): void {
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
      if (link.value.state === 'hidden') connect()
      return
    }
    setTimeout(() => {
      if (document.hidden) rest()
    }, hiddenMillis)
  })
  addEventListener('online', () => retryNow())
  connect()
}

export function retryNow(): void {
  if (link.value.state === 'lost') connect()
}

function rest(): void {
  running?.abort()
  running = null
  clearTimeout(timer)
  link.value = { state: 'hidden' }
}

async function connect(): Promise<void> {
  running?.abort()
  clearTimeout(timer)
  const controller = new AbortController()
  running = controller
  if (link.value.state === 'hidden') link.value = { state: 'connecting' }
  try {
    await listen(controller)
    if (controller === running) lost(null)
  } catch (failure) {
    if (controller !== running) return
    controller.abort()
    if (failure instanceof Problem && failure.status === 404 && !withoutSubjects) {
      withoutSubjects = true
      connect()
    } else lost(failure instanceof Problem ? failure.retryAfterSeconds : null)
  }
}

async function listen(controller: AbortController): Promise<void> {
  const query = withoutSubjects ? { status: true } : { status: true, view: [...views.keys()], stream: [...streams.keys()] }
  let watch = setTimeout(() => controller.abort(new Error('silence')), silenceMillis)
  try {
    const response = await send('/api/v1/live', {
      query,
      accept: 'text/event-stream',
      headers: lastId === null ? {} : { 'Last-Event-ID': lastId },
      signal: controller.signal
    })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    const parser = new EventStreamParser()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      if (controller !== running) return
      clearTimeout(watch)
      watch = setTimeout(() => controller.abort(new Error('silence')), silenceMillis)
      heardAt.value = Date.now()
      if (link.value.state !== 'open') link.value = { state: 'open' }
      failures = 0
      for (const event of parser.feed(value)) take(event)
    }
  } finally {
    clearTimeout(watch)
  }
}

function lost(retryAfterSeconds: number | null): void {
  running = null
  const wait = Math.min(longestWaitMillis, firstWaitMillis * 2 ** failures) * (0.75 + Math.random() / 2)
  failures++
  const at = Date.now()
  if (link.value.state !== 'lost') lostSince = at
  const waitMillis = retryAfterSeconds === null ? wait : retryAfterSeconds * 1000
  link.value = { state: 'lost', since: lostSince, retryAt: at + waitMillis }
  timer = window.setTimeout(connect, waitMillis)
}

function take(event: ServerEvent): void {
  if (event.id !== null) lastId = event.id
  const data: unknown = parse(event.data)
  switch (event.type) {
    case 'status': {
      const news = data as Status
      serverSaid(Date.parse(news.at))
      status.value = news
      for (const listener of statusListeners) listener(news)
      break
    }
    case 'snapshot':
    case 'rows': {
      const { view, rows } = data as LiveRows
      for (const listener of views.get(view) ?? []) {
        if (event.type === 'snapshot') listener.snapshot(rows)
        else listener.rows(rows)
      }
      break
    }
    case 'reset':
      for (const listener of views.get((data as { view: string }).view) ?? []) listener.reset()
      break
    case 'sample': {
      const events = data as LiveEvents
      for (const listener of streams.get(events.stream) ?? []) listener(events)
      break
    }
  }
}
