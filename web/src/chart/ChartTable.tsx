import { t } from '../text'
import { measured } from '../text/numbers'
import { fullTime } from '../text/times'
import { lowerBound, type Line } from './line'

interface ChartTableProps {
  label: string
  lines: readonly Line[]
  from: number
  to: number
  unit: string
  height: number
}

const most = 300

/** The same points as numbers, the newest first. */
export function ChartTable({ label, lines, from, to, unit, height }: ChartTableProps) {
  const times = new Map<number, Map<string, number | null>>()
  for (const line of lines) {
    for (let i = lowerBound(line.times, from); i < line.times.length; i++) {
      const time = line.times[i]!
      if (time > to && i < line.times.length - line.open) break
      const row = times.get(time) ?? new Map<string, number | null>()
      times.set(time, row.set(line.id, line.values[i] ?? null))
    }
  }
  const newest = [...times].sort(([a], [b]) => b - a)
  return (
    <div class="table dense" role="region" aria-label={label} tabIndex={0} style={{ height: `${height}px`, overflow: 'auto' }}>
      <table>
        <caption class="unseen">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('time')}</th>
            {lines.map(line => (
              <th scope="col" class="number" key={line.id}>
                {line.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newest.slice(0, most).map(([time, row]) => (
            <tr key={time}>
              <td>{fullTime(time)}</td>
              {lines.map(line => (
                <td class="number" key={line.id}>
                  {row.has(line.id) ? measured(row.get(line.id), unit) : ''}
                </td>
              ))}
            </tr>
          ))}
          {newest.length > most && (
            <tr>
              <td colSpan={lines.length + 1} class="muted">
                {t('table.capped', { n: most, all: newest.length })}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}
