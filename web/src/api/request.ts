import { language } from '../state/preferences'
import { parse } from './digits'
import { Problem } from './problem'

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>

export interface Sent {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  query?: Query
  type?: string
  body?: string
  accept?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

export function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    if (Array.isArray(value)) for (const one of value) parameters.append(name, one)
    else parameters.append(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Sends a request and gives the response if it is a good one; else throws a Problem (or the abort of the signal). */
export async function send(path: string, sent: Sent = {}): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: sent.accept ?? 'application/json',
    'Accept-Language': language.value,
    ...sent.headers
  }
  if (sent.body !== undefined) headers['Content-Type'] = sent.type ?? 'application/json'
  let response: Response
  try {
    response = await fetch(address(path, sent.query), {
      method: sent.method ?? 'GET',
      headers,
      body: sent.body,
      signal: sent.signal
    })
  } catch (failure) {
    if (sent.signal?.aborted) throw failure
    throw new Problem('', 0)
  }
  if (!response.ok) throw await Problem.of(response)
  return response
}

export async function json<T>(path: string, sent: Sent = {}): Promise<T> {
  return parse(await (await send(path, sent)).text()) as T
}
