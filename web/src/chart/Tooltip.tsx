import { t } from '../text'
import { measured } from '../text/numbers'
import { fullTime } from '../text/times'
import { nearest, type Line } from './line'
import { Swatch } from './Swatch'

interface TooltipProps {
  time: number
  left: number
  frameWidth: number
  lines: readonly Line[]
  reach: number
  unit: string
  pinned: boolean
  total: boolean
}

const most = 12
const wide = 260

/** All lines at one time, the highest first. */
export function Tooltip({ time, left, frameWidth, lines, reach, unit, pinned, total }: TooltipProps) {
  const points = lines
    .map(line => {
      const at = nearest(line.times, time, reach)
      const isOpen = at >= line.times.length - line.open
      return { line, at: line.times[at] ?? 0, value: at < 0 ? null : (line.values[at] ?? null), isOpen: at >= 0 && isOpen }
    })
    .filter(point => point.value !== null)
    .sort((a, b) => b.value! - a.value!)
  const place = left + 14 + wide > frameWidth ? { right: `${frameWidth - left + 14}px` } : { left: `${left + 14}px` }
  return (
    <>
      {pinned && <div class="pin" style={{ left: `${left}px` }} aria-hidden="true" />}
      <div class={`tooltip ${pinned ? 'pinned' : ''}`} style={place} role="status">
        <strong>{fullTime(Math.round(points[0]?.at ?? time))}</strong>
        {points.length === 0 && <span class="muted">{t('chart.nothing')}</span>}
        <ul>
          {points.slice(0, most).map(({ line, value, isOpen }) => (
            <li key={line.id}>
              <Swatch colour={line.colour} />
              <span class="name">{line.label}</span>
              {isOpen && <em>{t('chart.open')}</em>}
              <span class="value">{measured(value, unit)}</span>
            </li>
          ))}
          {points.length > most && <li class="muted">{t('chart.more', { n: points.length - most })}</li>}
          {total && points.length > 1 && (
            <li class="total">
              <span class="name">{t('chart.total')}</span>
              <span class="value">
                {measured(
                  points.reduce((sum, point) => sum + point.value!, 0),
                  unit
                )}
              </span>
            </li>
          )}
        </ul>
      </div>
    </>
  )
}
