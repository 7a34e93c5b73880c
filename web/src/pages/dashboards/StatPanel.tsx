import type { Line } from '../../chart/line'
import { Sparkline } from '../../chart/Sparkline'
import { ChartTable } from '../../chart/ChartTable'
import { second } from '../../state/clock'
import { edges, range } from '../../state/range'
import { t } from '../../text'
import { measured } from '../../text/numbers'
import { duration } from '../../text/times'
import { panelTitle, type PanelContext } from './panel'
import { seriesState } from './SeriesPanel'
import { usePanelSeries } from './usePanelSeries'

/** What a figure with its name needs, and with its shape. */
const figurePixels = 48
const shapedPixels = 80

/** The last value of each line as a figure, with its shape. */
export function StatPanel(context: PanelContext) {
  const { panel, height, asTable } = context
  const series = usePanelSeries(context, { top: 4, points: 300 })
  if (range.value.live) void second.value
  const state = seriesState(series, height)
  if (state) return state
  const [from, to] = edges(range.value)
  if (asTable) {
    return (
      <ChartTable label={panelTitle(panel)} lines={series.lines} from={from} to={to} unit={panel.unit ?? ''} height={height} />
    )
  }
  const alone = series.lines.length === 1
  const perRow = height / Math.ceil(series.lines.length / 2)
  return (
    <div class={`stats ${alone ? 'alone' : perRow < figurePixels ? 'inline' : ''}`}>
      {series.lines.map(line => (
        <Stat
          key={line.id}
          line={line}
          from={from}
          to={to}
          unit={panel.unit ?? ''}
          named={!alone}
          shaped={perRow >= shapedPixels}
        />
      ))}
      {series.more > 0 && <span class="small muted">{t('legend.rest', { n: series.more })}</span>}
    </div>
  )
}

interface StatProps {
  line: Line
  from: number
  to: number
  unit: string
  named: boolean
  /** Whether there is room for its shape. */
  shaped: boolean
}

const stale = 3

function Stat({ line, from, to, unit, named, shaped }: StatProps) {
  let at = line.values.length - 1
  while (at >= 0 && line.values[at] === null) at--
  const time = line.times[at] ?? NaN
  const step = line.times.length > 1 ? (line.times.at(-1)! - line.times[0]!) / (line.times.length - 1) : Infinity
  const old = to - time > step * stale
  return (
    <div class="stat">
      {named && <span class="small muted">{line.label}</span>}
      <p class={old ? 'muted' : ''}>{measured(line.values[at], unit)}</p>
      {old && <span class="small warning">{t('age.ago', { age: duration(to - time) })}</span>}
      {shaped && <Sparkline track={line} from={from} to={to} colour={`series-${line.colour}`} height={28} />}
    </div>
  )
}
