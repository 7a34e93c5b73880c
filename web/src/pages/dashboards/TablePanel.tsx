import { raudal } from '../../api/raudal'
import { Failure } from '../../parts/Message'
import { RowTable } from '../../parts/RowTable'
import { Skeleton } from '../../parts/Skeleton'
import { KeyBars } from '../../chart/KeyBars'
import { now, second } from '../../state/clock'
import { edges, range } from '../../state/range'
import { useResource } from '../../state/resource'
import { t } from '../../text'
import { byOf, panelTitle, valuesOf, type PanelContext } from './panel'

const againMillis = 5_000

/** The newest rows of a view; of a view without windows, also as bars. */
export function TablePanel({ pipeline, panel, view, filter, asTable }: PanelContext) {
  const shown = range.value
  const unbounded = view.kind === 'unbounded'
  const rows = useResource(
    signal => {
      const [from, to] = unbounded ? [0, now() + 86_400_000] : edges(shown)
      const ahead = (view.windowSeconds ?? 0) * 2000 + 60_000
      return raudal.rows(
        pipeline,
        view.name,
        { from, to: shown.live ? to + ahead : to, limit: panel.limit ?? 100, filter },
        signal
      )
    },
    [
      pipeline,
      view.name,
      JSON.stringify(filter),
      panel.limit,
      shown.live ? Math.floor(second.value / againMillis) : `${shown.from} ${shown.to}`
    ]
  )
  if (!rows.data) {
    return rows.problem ? (
      <Failure problem={rows.problem} affected={t('failure.part')} onRetry={rows.reload} />
    ) : (
      <Skeleton lines={5} />
    )
  }
  if (rows.data.rows.length === 0) return <p class="muted small nodata">{t('view.empty')}</p>
  const value = valuesOf(panel, view)[0]
  if (panel.chart !== 'table' && !asTable && value !== undefined) {
    return <KeyBars rows={rows.data.rows} by={byOf(panel, view)} value={value} unit={panel.unit} />
  }
  const all = rows.data.columns
  const columns =
    panel.y && panel.chart === 'table' ? panel.y.flatMap(name => all.find(column => column.name === name) ?? []) : all
  return <RowTable label={panelTitle(panel)} columns={columns} rows={[...rows.data.rows].reverse()} />
}
