import { keep, kept } from '../../state/preferences'

export interface Asked {
  sql: string
  at: number
}

const most = 50

/** The queries that this reader ran in this browser, the newest first. */
export function history(): Asked[] {
  try {
    const all = JSON.parse(kept('queries') ?? '[]') as unknown
    return Array.isArray(all) ? (all as Asked[]).filter(one => typeof one?.sql === 'string') : []
  } catch {
    return []
  }
}

export function remember(sql: string): void {
  const text = sql.trim()
  const others = history().filter(one => one.sql !== text)
  keep('queries', JSON.stringify([{ sql: text, at: Date.now() }, ...others].slice(0, most)))
}
