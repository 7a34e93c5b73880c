import { ChartTable } from '../../chart/ChartTable'
import type { ChartKind } from '../../chart/plot'
import { Swatch } from '../../chart/Swatch'
import { TimeChart } from '../../chart/TimeChart'
import type { Series } from '../../chart/useSeries'
import { Failure } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { edges, range, resume, showFixed } from '../../state/range'
import { t } from '../../text'
import { measured } from '../../text/numbers'
import { panelTitle, type PanelContext } from './panel'
import { usePanelSeries } from './usePanelSeries'

const legendPixels = 24

/** Lines, areas or bars of a view over the page's range. */
export function SeriesPanel(context: PanelContext) {
  const { panel, view, height, asTable } = context
  const series = usePanelSeries(context, { top: 8, points: 800 })
  const title = panelTitle(panel)
  const state = seriesState(series, height)
  if (state) return state
  if (asTable) {
    const [from, to] = edges(range.value)
    return <ChartTable label={title} lines={series.lines} from={from} to={to} unit={panel.unit ?? ''} height={height} />
  }
  const kind = panel.chart as ChartKind
  const keyed = series.lines.length > 1 || series.more > 0
  return (
    <>
      <TimeChart
        label={title}
        lines={series.lines}
        version={series.version}
        range={range.value}
        step={(view.stepSeconds ?? view.windowSeconds ?? 0) * 1000}
        kind={kind}
        stacked={kind !== 'line'}
        unit={panel.unit ?? ''}
        height={Math.max(80, height - (keyed ? legendPixels : 0))}
        onRange={(from, to, done) => showFixed(from, to, done)}
        onReset={resume}
      />
      {keyed && (
        <ul class="keys" tabIndex={0} aria-label={t('legend')}>
          {series.lines.map(line => (
            <li key={line.id}>
              <Swatch colour={line.colour} />
              {line.label} <span class="muted">{measured(line.values.at(-1), panel.unit)}</span>
            </li>
          ))}
          {series.more > 0 && <li class="muted">{t('legend.rest', { n: series.more })}</li>}
        </ul>
      )}
    </>
  )
}

/** What stands in a panel that has no lines (yet). */
export function seriesState(series: Series, height: number) {
  if (series.problem && series.lines.length === 0)
    return <Failure problem={series.problem} affected={t('failure.part')} onRetry={series.reload} />
  if (series.lines.length > 0) return null
  return series.loading ? <Skeleton height={Math.max(16, height - 8)} /> : <p class="muted small nodata">{t('view.empty')}</p>
}
