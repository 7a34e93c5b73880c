import { signal } from '@preact/signals'

let aheadMillis = 0

/** Milliseconds since 1970 by the server's clock, as far as its last status told it. */
export function now(): number {
  return Date.now() + aheadMillis
}

/** The server's clock, once a second while the page is seen. */
export const second = signal(now())

export function serverSaid(at: number): void {
  const ahead = at - Date.now()
  // what the network adds is noise: only a clock that is really elsewhere is followed
  aheadMillis = Math.abs(ahead) > 2000 ? ahead : 0
}

export function startClock(): void {
  setInterval(() => {
    if (!document.hidden) second.value = now()
  }, 1000)
  document.addEventListener('visibilitychange', () => (second.value = now()))
}
