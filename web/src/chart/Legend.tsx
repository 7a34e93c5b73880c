import { t } from '../text'
import { measured } from '../text/numbers'
import { summary, type Line } from './line'
import { Swatch } from './Swatch'

interface LegendProps {
  lines: readonly Line[]
  hidden: ReadonlySet<string>
  from: number
  to: number
  unit: string
  /** Series that are not drawn because there are too many. */
  more: number
  onToggle: (id: string, alone: boolean) => void
}

/** The lines with last, least, greatest and mean value of what is seen. A click hides a line; with Alt all others. */
export function Legend({ lines, hidden, from, to, unit, more, onToggle }: LegendProps) {
  return (
    <div class="legend" tabIndex={0} role="region" aria-label={t('legend')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('legend.series')}</th>
            <th scope="col">{t('legend.last')}</th>
            <th scope="col" class="spare">
              {t('legend.min')}
            </th>
            <th scope="col" class="spare">
              {t('legend.max')}
            </th>
            <th scope="col">{t('legend.mean')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(line => {
            const { last, min, max, mean } = summary(line, from, to)
            return (
              <tr key={line.id}>
                <td>
                  <button
                    type="button"
                    aria-pressed={!hidden.has(line.id)}
                    title={t('legend.toggle')}
                    onClick={click => onToggle(line.id, click.altKey)}
                  >
                    <Swatch colour={line.colour} />
                    <span>{line.label}</span>
                  </button>
                </td>
                <td>{measured(last, unit)}</td>
                <td class="spare">{measured(min, unit)}</td>
                <td class="spare">{measured(max, unit)}</td>
                <td>{measured(mean, unit)}</td>
              </tr>
            )
          })}
          {more > 0 && (
            <tr class="rest">
              <td colSpan={5}>{t('legend.rest', { n: more })}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}
