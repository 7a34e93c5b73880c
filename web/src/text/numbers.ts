import { language } from '../state/preferences'

/** A narrow space that does not break: between a number and its unit. */
export const thin = '\u202f'

const formats = new Map<string, Intl.NumberFormat>()

function locale(): string {
  const own = language.value
  return navigator.language.startsWith(own) ? navigator.language : own === 'es' ? 'es-ES' : 'en-GB'
}

export function readersLocale(): string {
  return locale()
}

function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = locale() + JSON.stringify(options)
  let found = formats.get(name)
  if (!found) formats.set(name, (found = new Intl.NumberFormat(locale(), options)))
  return found
}

/** Three significant digits, at least all those before the point. */
function short(value: number): string {
  const whole = Math.abs(value)
  const decimals = whole >= 99.95 || whole === 0 ? 0 : whole >= 9.995 ? 1 : 2
  if (whole > 0 && whole < 0.1) return format({ maximumSignificantDigits: 3 }).format(value)
  return format({ maximumFractionDigits: decimals }).format(value)
}

const steps = ['', 'k', 'M', 'G', 'T', 'P']
const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

function scaled(value: number, base: number, most: number): [number, number] {
  let step = 0
  let rest = value
  // 999.6 would be shown as 1000, which is the next step's 1
  while (Math.abs(rest) >= base - base / 2000 && step < most) {
    rest /= base
    step++
  }
  return [rest, step]
}

/** A count in SI steps: 12,431 is "12.4 k"; small counts are exact. */
export function count(value: number, unit = ''): string {
  const [rest, step] = scaled(value, 1000, steps.length - 1)
  const text = step === 0 && Number.isInteger(value) ? exact(value) : short(rest)
  const tail = `${steps[step]}${unit}`
  return tail === '' ? text : text + thin + tail
}

/** A rate: "12.4 k/s"; what is not zero never looks like it. */
export function rate(value: number): string {
  if (value > 0 && value < 0.005) return `<${thin}${format({ minimumFractionDigits: 2 }).format(0.01)}${thin}/s`
  const [rest, step] = scaled(value, 1000, steps.length - 1)
  return `${short(rest)}${thin}${steps[step]}/s`
}

export function bytes(value: number): string {
  const [rest, step] = scaled(value, 1024, binary.length - 1)
  return `${short(rest)}${thin}${binary[step]}`
}

export function exact(value: number): string {
  return format({ maximumFractionDigits: 20 }).format(value)
}

/** A measured value in a chart or a figure: whole as it is, else with four significant digits; in SI steps once it is large. */
export function measured(value: number | null | undefined, unit = ''): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  if (unit === 'B' || unit === 'bytes') return bytes(value)
  if (Math.abs(value) >= 100_000) return count(value, unit)
  const text = Number.isInteger(value) ? exact(value) : fourDigits(value)
  return unit === '' ? text : `${text}${unit === '%' || unit === '°' ? '' : thin}${unit}`
}

/** Neighbouring values keep the same number of decimals, so that a column of them is even. */
function fourDigits(value: number): string {
  const whole = Math.abs(value)
  if (whole < 0.1) return format({ maximumSignificantDigits: 3 }).format(value)
  const decimals = whole >= 1000 ? 0 : whole >= 100 ? 1 : whole >= 10 ? 2 : 3
  return format({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value)
}

export function percent(share: number): string {
  const value = share * 100
  if (value > 0 && value < 0.01) return `<${thin}${format({ minimumFractionDigits: 2 }).format(0.01)}${thin}%`
  if (value > 99.99 && value < 100) return `>${thin}${format({ minimumFractionDigits: 2 }).format(99.99)}${thin}%`
  return `${short(value)}${thin}%`
}
