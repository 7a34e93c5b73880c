import { computed, signal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { now } from './clock'
import { parameters, setParameters } from './route'

/** The time that is looked at: a span that ends now and moves on, or a fixed piece. Milliseconds. */
export type Range = { live: true; span: number } | { live: false; from: number; to: number }

export const spans: Record<string, number> = {
  '15m': 15 * 60_000,
  '1h': 3_600_000,
  '6h': 6 * 3_600_000,
  '24h': 24 * 3_600_000,
  '7d': 7 * 24 * 3_600_000
}
const firstSpan = '15m'
/** The span of pages whose address names none: a dashboard has its own. */
export const usualSpan = signal(firstSpan)

export function useUsualSpan(span: string | undefined): void {
  useLayoutEffect(() => {
    usualSpan.value = span !== undefined && spanOf(span) !== null ? span : firstSpan
    return () => {
      usualSpan.value = firstSpan
    }
  }, [span])
}
const shortest = 1_000

export function spanOf(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text)
  if (!match) return null
  const unit = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] as 's' | 'm' | 'h' | 'd']
  const span = Number(match[1]) * unit
  return span >= shortest ? span : null
}

export function rangeOf(search: URLSearchParams, fallback: string): Range {
  const from = Date.parse(search.get('from') ?? '')
  const to = Date.parse(search.get('to') ?? '')
  if (to - from >= shortest) return { live: false, from, to }
  return { live: true, span: spanOf(search.get('range') ?? '') ?? spanOf(fallback) ?? spans[firstSpan]! }
}

export const range = computed(() => rangeOf(parameters.value, usualSpan.value))
export const isLive = computed(() => range.value.live)

/** From and to as they are at this moment; reads no clock signal. */
export function edges(of: Range): [number, number] {
  if (!of.live) return [of.from, of.to]
  const to = now()
  return [to - of.span, to]
}

export function spanMillis(of: Range): number {
  return of.live ? of.span : of.to - of.from
}

export function showSpan(text: string): void {
  setParameters({ range: text === usualSpan.peek() ? null : text, from: null, to: null }, true)
}

export function showFixed(from: number, to: number, step = true): void {
  const half = Math.max(0, shortest - (to - from)) / 2
  const iso = (millis: number) => new Date(millis).toISOString()
  setParameters({ from: iso(from - half), to: iso(to + half) }, step)
}

/** Holds what is seen where it is; `range` stays in the address for when it moves on. */
export function pause(): void {
  const [from, to] = edges(range.value)
  showFixed(from, to)
}

export function resume(): void {
  setParameters({ from: null, to: null }, true)
}

export const utc = computed(() => parameters.value.get('zone') === 'utc')

export function showZone(inUtc: boolean): void {
  setParameters({ zone: inUtc ? 'utc' : null })
}
