import type { StreamLedger, StreamStatus } from '../api/types'

export interface Balance {
  received: number
  delivered: number
  duplicate: number
  late: number
  dead: number
  inFlight: number
}

export const balanceParts = ['delivered', 'duplicate', 'late', 'dead', 'inFlight'] as const

export function balanceOf(ledgers: readonly StreamLedger[]): Balance {
  const sum: Balance = { received: 0, delivered: 0, duplicate: 0, late: 0, dead: 0, inFlight: 0 }
  for (const ledger of ledgers) for (const part of Object.keys(sum) as (keyof Balance)[]) sum[part] += ledger[part]
  return sum
}

/** How many events are missing from the equation; zero if every one is accounted for. */
export function unaccounted(balance: Balance): number {
  return balance.received - balanceParts.reduce((sum, part) => sum + balance[part], 0)
}

/** Events of a view's stream that its ledger cannot explain: delivered and surplus less used, filtered, failed and unread. */
export function unaccountedBy(ledger: StreamLedger, view: string): number {
  const own = ledger.views.find(one => one.view === view)
  if (!own) return 0
  return ledger.delivered + (own.surplus ?? 0) - own.used - own.filtered - own.failed - (own.unread ?? 0)
}

/** Events in the log that are still to be read. */
export function lag(stream: StreamStatus): number {
  return stream.partitions.reduce((sum, partition) => sum + Math.max(0, partition.endOffset - partition.readOffset), 0)
}

/** The time up to which a stream is known: the least watermark of the partitions that are not idle. */
export function watermark(stream: StreamStatus): number {
  const all = stream.partitions.filter(partition => partition.watermark !== undefined)
  const held = all.some(partition => !partition.idle) ? all.filter(partition => !partition.idle) : all
  return held.length === 0 ? NaN : Math.min(...held.map(partition => Date.parse(partition.watermark!)))
}

const severity = ['failed', 'waiting', 'starting', 'running', 'ended']

/** The state of a stream's sources: the worst of them. */
export function worstSource(stream: StreamStatus): string | null {
  const states = stream.sources.map(source => source.state as string)
  return severity.find(state => states.includes(state)) ?? null
}
