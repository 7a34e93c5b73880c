import { utc } from '../state/range'
import { readersLocale, thin } from './numbers'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const zoned = { hourCycle: 'h23' as const, ...options, ...(utc.value ? { timeZone: 'UTC' } : {}) }
  const name = readersLocale() + JSON.stringify(zoned)
  let found = formats.get(name)
  if (!found) formats.set(name, (found = new Intl.DateTimeFormat(readersLocale(), zoned)))
  return found
}

const date = { year: 'numeric', month: 'short', day: 'numeric' } as const
const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const

export function zoneName(millis: number): string {
  if (utc.value) return 'UTC'
  const part = format({ timeZoneName: 'short', hour: 'numeric' })
    .formatToParts(millis)
    .find(one => one.type === 'timeZoneName')
  return part?.value ?? ''
}

/** Day and time to the second, with the zone: what is shown on hover. */
export function fullTime(millis: number): string {
  const fraction = millis % 1000 === 0 ? {} : { fractionalSecondDigits: 3 as const }
  return `${format({ ...date, ...clock, ...fraction }).format(millis)} ${zoneName(millis)}`
}

export function clockTime(millis: number): string {
  return format(clock).format(millis)
}

export function day(millis: number): string {
  return format(date).format(millis)
}

export function shortTime(millis: number): string {
  return format({ hour: '2-digit', minute: '2-digit' }).format(millis)
}

export function dayTime(millis: number): string {
  return format({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(millis)
}

/** Labels of a time axis: as fine as the steps between them, the day where it changes. */
export function axisLabels(times: number[], stepMillis: number): string[] {
  let day = ''
  return times.map(millis => {
    const itsDay = format({ month: 'short', day: 'numeric' }).format(millis)
    const first = itsDay !== day
    const begins = day === ''
    day = itsDay
    if (stepMillis >= 86_400_000) return itsDay
    const seconds = stepMillis < 60_000
    const time = format({ hour: '2-digit', minute: '2-digit', ...(seconds ? { second: '2-digit' as const } : {}) }).format(
      millis
    )
    return first && !begins ? `${time}\n${itsDay}` : time
  })
}

/** A length of time in its largest one or two units: "4 s", "2 m 5 s", "3 h", "2 d". */
export function duration(millis: number): string {
  const seconds = Math.max(0, millis) / 1000
  if (seconds < 1) return `${Math.round(Math.max(0, millis))}${thin}ms`
  const units: [number, string][] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's']
  ]
  const whole = Math.floor(seconds)
  const at = units.findIndex(([size]) => whole >= size)
  const [size, name] = units[at]!
  const text = `${Math.floor(whole / size)}${thin}${name}`
  const next = units[at + 1]
  if (!next || whole / size >= 10) return text
  const rest = Math.floor((whole % size) / next[0])
  return rest === 0 ? text : `${text} ${rest}${thin}${next[1]}`
}

/** A server's time as milliseconds; NaN where there is none. */
export function millisOf(text: string | undefined | null): number {
  return text ? Date.parse(text) : NaN
}
