import { raudal } from '../../api/raudal'
import type { PipelineView } from '../../api/types'
import { Card } from '../../parts/Card'
import { Failure } from '../../parts/Message'
import { RowActions, RowTable } from '../../parts/RowTable'
import { Skeleton } from '../../parts/Skeleton'
import { second } from '../../state/clock'
import { keyFilter, only } from '../../state/keyfilter'
import { edges, range } from '../../state/range'
import { useResource } from '../../state/resource'
import { many, t } from '../../text'
import { exact } from '../../text/numbers'

const limit = 500
const againMillis = 5_000

/** The newest rows of the range, stored and open ones. */
export function ViewRowsCard({ pipeline, view }: { pipeline: string; view: PipelineView }) {
  const shown = range.value
  const filter = only(keyFilter(), view.key)
  const turn = shown.live ? Math.floor(second.value / againMillis) : `${shown.from} ${shown.to}`
  const rows = useResource(
    signal => {
      const [from, to] = edges(shown)
      const ahead = shown.live ? (view.windowSeconds ?? 0) * 2000 + 60_000 : 0
      return raudal.rows(pipeline, view.name, { from, to: to + ahead, limit, filter }, signal)
    },
    [pipeline, view.name, JSON.stringify(filter), turn, shown.live && shown.span]
  )
  const result = rows.data
  const newest = result ? [...result.rows].reverse() : []
  const note = result
    ? [
        many('rows.count', newest.length, exact(newest.length)),
        ...(result.open > 0 ? [t('rows.open', { n: exact(result.open) })] : []),
        ...(result.truncated ? [t('rows.truncated', { n: exact(limit) })] : [])
      ].join(' · ')
    : undefined
  return (
    <Card
      title={t('view.rows')}
      note={note}
      flush
      actions={
        result && newest.length > 0 && <RowActions name={`${pipeline}.${view.name}`} columns={result.columns} rows={newest} />
      }
    >
      {rows.problem && <Failure problem={rows.problem} affected={t('failure.part')} onRetry={rows.reload} />}
      {!result && !rows.problem && <Skeleton lines={6} />}
      {result && newest.length === 0 && <p class="filling muted">{t('view.empty')}</p>}
      {result && newest.length > 0 && <RowTable label={t('view.rows')} columns={result.columns} rows={newest} tall />}
    </Card>
  )
}
