import { useMemo } from 'preact/hooks'
import { amount } from '../../api/digits'
import { raudal } from '../../api/raudal'
import type { Panel, SqlResult } from '../../api/types'
import { KeyBars } from '../../chart/KeyBars'
import type { ChartKind } from '../../chart/plot'
import { linesOf, shapeOf, stepOf } from '../../chart/resultlines'
import { TimeChart } from '../../chart/TimeChart'
import { Failure } from '../../parts/Message'
import { RowTable } from '../../parts/RowTable'
import { Skeleton } from '../../parts/Skeleton'
import { second } from '../../state/clock'
import { edges, range, resume, showFixed } from '../../state/range'
import { useResource } from '../../state/resource'
import { t } from '../../text'
import { exact, measured } from '../../text/numbers'
import { panelTitle } from './panel'

const againMillis = 10_000
const lineHeight = 32

/** A query over the page's range, asked again every ten seconds while the range moves. */
export function SqlPanel({ panel, height, asTable }: { panel: Panel; height: number; asTable: boolean }) {
  const shown = range.value
  const turn = shown.live ? `${Math.floor(second.value / againMillis)} ${shown.span}` : `${shown.from} ${shown.to}`
  const result = useResource(
    signal => {
      const [from, to] = edges(shown)
      return raudal.sql(panel.sql!, { from, to: shown.live ? undefined : to }, panel.limit ?? 1000, signal)
    },
    [panel.sql, panel.limit, turn]
  )
  if (!result.data) {
    return result.problem ? (
      <Failure problem={result.problem} affected={t('failure.part')} onRetry={result.reload} />
    ) : (
      <Skeleton height={Math.max(16, height - 8)} />
    )
  }
  if (result.data.rows.length === 0) return <p class="muted small nodata">{t('view.empty')}</p>
  const { capped } = result.data
  return (
    <>
      {panel.chart === 'table' || asTable ? (
        <RowTable label={panelTitle(panel)} columns={result.data.columns} rows={result.data.rows} />
      ) : (
        <Drawn panel={panel} result={result.data} height={height - (capped.length > 0 ? lineHeight : 0)} />
      )}
      {capped.length > 0 && (
        <p class="small muted capped">
          {capped.map(one => t('explore.capped', { stream: one.stream, n: exact(one.events) })).join(' · ')}
        </p>
      )}
    </>
  )
}

function Drawn({ panel, result, height }: { panel: Panel; result: SqlResult; height: number }) {
  const shape = useMemo(() => shapeOf(result.columns, { x: panel.x, y: panel.y, by: panel.by }), [result, panel])
  const { lines } = useMemo(() => linesOf(result.rows, shape, 8), [result, shape])
  const y = shape.y[0]
  const unit = panel.unit ?? ''
  if (panel.chart === 'stat') {
    const value = y === undefined ? null : result.rows.at(-1)?.[y]
    return (
      <div class="stats alone">
        <div class="stat">
          <p>{amount(value) !== null ? measured(amount(value), unit) : String(value ?? '–')}</p>
        </div>
      </div>
    )
  }
  if (shape.x === null) return y === undefined ? null : <KeyBars rows={result.rows} by={shape.by} value={y} unit={unit} />
  const kind: ChartKind = panel.chart === 'area' || panel.chart === 'bar' ? panel.chart : 'line'
  return (
    <TimeChart
      label={panelTitle(panel)}
      lines={lines}
      version={0}
      range={range.value}
      step={stepOf(lines)}
      kind={kind}
      stacked={kind !== 'line'}
      unit={unit}
      height={height}
      onRange={(from, to, done) => showFixed(from, to, done)}
      onReset={resume}
    />
  )
}
