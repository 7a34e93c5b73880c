import { amount, Digits, written } from '../api/digits'
import type { Column, Row } from '../api/types'
import { isNumeric, isTime } from '../state/pipelines'
import { exact, readersLocale } from './numbers'
import { dayTime, clockTime } from './times'

const numbers = new Map<string, Intl.NumberFormat>()

function rounded(value: number): string {
  const locale = readersLocale()
  let format = numbers.get(locale)
  if (!format) numbers.set(locale, (format = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 })))
  return format.format(value)
}

/** A value of a row as a table shows it: numbers to four decimals, those
 * that no double holds with all digits, times in the reader's zone; the whole value stays in the title. */
export function cellText(value: unknown, type: string): string {
  if (value === null || value === undefined) return '∅'
  if (value instanceof Digits && type !== 'DOUBLE') return allDigits(value)
  const number = amount(value)
  if (number !== null)
    return Number.isInteger(number) ? exact(number) : Math.abs(number) < 0.001 ? String(number) : rounded(number)
  if (typeof value === 'string' && isTime(type)) {
    const millis = Date.parse(value)
    return Number.isNaN(millis) ? value : `${dayTime(millis).replace(/[\s,]*\d{1,2}:\d{2}$/, '')} ${clockTime(millis)}`
  }
  return typeof value === 'string' ? value : written(value)
}

/** In the reader's way, whose formats take decimal texts with all their digits. */
function allDigits(value: Digits): string {
  const fraction = /\.(\d+)/.exec(value.text)?.[1]?.length ?? 0
  const options = { minimumFractionDigits: fraction, maximumFractionDigits: fraction }
  return new Intl.NumberFormat(readersLocale(), options).format(value.text as Intl.StringNumericLiteral)
}

export function isRight(column: Column): boolean {
  return isNumeric(column.type)
}

/** Text that spreadsheets take when it is pasted. */
export function tabSeparated(columns: readonly Column[], rows: readonly Row[]): string {
  const cell = (value: unknown) => plain(value).replace(/[\t\r\n]+/g, ' ')
  return [columns.map(column => column.name), ...rows.map(row => columns.map(column => cell(row[column.name])))]
    .map(cells => cells.join('\t'))
    .join('\n')
}

/** RFC 4180; null is the empty field. */
export function commaSeparated(columns: readonly Column[], rows: readonly Row[]): string {
  const cell = (value: unknown) => {
    const text = plain(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = [columns.map(column => cell(column.name)), ...rows.map(row => columns.map(column => cell(row[column.name])))]
  return lines.map(cells => cells.join(',') + '\r\n').join('')
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? written(value) : String(value)
}
