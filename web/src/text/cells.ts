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

/** A value of a row as a table shows it: numbers to four decimals, times in the reader's zone; the whole value stays in the title. */
export function cellText(value: unknown, type: string): string {
  if (value === null || value === undefined) return '∅'
  if (typeof value === 'number')
    return Number.isInteger(value) ? exact(value) : Math.abs(value) < 0.001 ? String(value) : rounded(value)
  if (typeof value === 'string' && isTime(type)) {
    const millis = Date.parse(value)
    return Number.isNaN(millis) ? value : `${dayTime(millis).replace(/[\s,]*\d{1,2}:\d{2}$/, '')} ${clockTime(millis)}`
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
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
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
