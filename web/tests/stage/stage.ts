import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo, Socket } from 'node:net'
import { extname, join } from 'node:path'
import { answer, ProblemAnswer } from './answers'
import { live } from './live'
import { pipelines } from './platform'
import type { Pipeline } from '../../src/api/types'
import { written } from '../../src/api/digits'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json'
}
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A stand-in for the services, with data whose truth is known: it serves the built pages and the interface that they use. */
export class Stage {
  /** No pipeline at all. */
  empty = false
  /** Every request of the interface fails so. */
  failing: number | null = null
  /** Requests hang: for what is seen while data loads. */
  hanging = false
  pipelines: Pipeline[] = pipelines()
  readonly replayed = new Set<string>()
  readonly requests: string[] = []
  /** Events sent over live connections so far. */
  pushed = 0
  private server: Server | null = null
  private readonly sockets = new Set<Socket>()
  private port = 0

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  reset(): void {
    this.empty = false
    this.failing = null
    this.hanging = false
    this.pipelines = pipelines()
    this.replayed.clear()
    this.requests.length = 0
  }

  async start(): Promise<void> {
    if (this.server) return
    const server = createServer((request, response) => void this.serve(request, response))
    server.on('connection', socket => {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
    })
    await new Promise<void>(resolve => server.listen(this.port, '127.0.0.1', resolve))
    this.port = (server.address() as AddressInfo).port
    this.server = server
  }

  /** Ends every connection and refuses new ones, as a process that has gone. */
  async stop(): Promise<void> {
    const server = this.server
    this.server = null
    for (const socket of this.sockets) socket.destroy()
    await new Promise<void>(resolve => (server ? server.close(() => resolve()) : resolve()))
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    response.setHeader('Content-Security-Policy', policy)
    this.requests.push(`${request.method} ${url.pathname}${url.search}`)
    if (!url.pathname.startsWith('/api/')) return this.file(url.pathname, response)
    if (this.hanging) return
    try {
      if (this.failing !== null) throw new ProblemAnswer(this.failing, 'The store is being repaired; try again in a minute.')
      if (url.pathname === '/api/v1/live') return live(this, url, request, response)
      const body = await text(request)
      const { status = 200, headers = {}, json } = answer(this, request, url, body)
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
      response.end(json === undefined ? '' : written(json))
    } catch (failure) {
      const problem = failure instanceof ProblemAnswer ? failure : new ProblemAnswer(500, String(failure))
      response.writeHead(problem.status, { 'Content-Type': 'application/problem+json' })
      response.end(
        JSON.stringify({
          type: 'urn:raudal:STAGE',
          title: 'Stage',
          status: problem.status,
          detail: problem.message,
          problems: problem.problems
        })
      )
    }
  }

  private async file(path: string, response: ServerResponse): Promise<void> {
    const root = join(import.meta.dirname, '../../dist')
    const named = extname(path) !== '' && !path.includes('..')
    try {
      const content = await readFile(join(root, named ? path : 'index.html'))
      response.writeHead(200, { 'Content-Type': types[named ? extname(path) : '.html'] ?? 'application/octet-stream' })
      response.end(content)
    } catch {
      response.writeHead(404).end()
    }
  }
}

function text(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => resolve(Buffer.concat(pieces).toString()))
    request.on('error', reject)
  })
}
