import { second } from '../state/clock'
import { t } from '../text'
import { day, duration, fullTime } from '../text/times'

/** What is older than a month is told by its date. */
const longMillis = 30 * 86_400_000

/** How long ago something was, by the server's clock; the time itself on hover. */
export function Age({ at }: { at: number }) {
  if (Number.isNaN(at)) return <span class="muted">–</span>
  const age = second.value - at
  const text =
    age > longMillis
      ? day(at)
      : age < -999
        ? t('age.ahead', { age: duration(-age) })
        : t('age.ago', { age: duration(Math.max(1000, age)) })
  return (
    <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {text}
    </time>
  )
}
