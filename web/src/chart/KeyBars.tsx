import { amount } from '../api/digits'
import type { Row } from '../api/types'
import { measured } from '../text/numbers'
import { huesOf } from './colour'
import './keybars.css'

interface KeyBarsProps {
  rows: readonly Row[]
  by: readonly string[]
  value: string
  unit?: string
  most?: number
}

/** A bar a key, the longest first. */
export function KeyBars({ rows, by, value, unit = '', most = 20 }: KeyBarsProps) {
  const length = (row: Row) => amount(row[value]) ?? 0
  const name = (row: Row) => (by.length === 0 ? value : by.map(column => String(row[column] ?? '∅')).join(' · '))
  const top = [...rows].sort((a, b) => length(b) - length(a)).slice(0, most)
  const longest = Math.max(1e-9, ...top.map(length))
  const hues = huesOf(top.map(name))
  return (
    <dl class="keybars">
      {top.map((row, at) => (
        <div key={`${name(row)} ${at}`}>
          <dt>{name(row)}</dt>
          <dd>
            <i
              style={{
                width: `${(Math.max(0, length(row)) / longest) * 100}%`,
                backgroundColor: `var(--series-${hues.get(name(row))})`
              }}
            />
            <span>{measured(length(row), unit)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
