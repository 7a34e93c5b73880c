import { raudal } from '../../api/raudal'
import type { PipelineView } from '../../api/types'
import { KeyBars } from '../../chart/KeyBars'
import { Card } from '../../parts/Card'
import { Failure } from '../../parts/Message'
import { RowActions, RowTable } from '../../parts/RowTable'
import { Skeleton } from '../../parts/Skeleton'
import { second, now } from '../../state/clock'
import { measures } from '../../state/pipelines'
import { useResource } from '../../state/resource'
import { t } from '../../text'
import { exact } from '../../text/numbers'

const limit = 1000
const bars = 20
const againMillis = 3_000

/** A view without windows: one row a key, as it is now. */
export function CurrentRows({ pipeline, view }: { pipeline: string; view: PipelineView }) {
  const rows = useResource(
    signal => raudal.rows(pipeline, view.name, { from: 0, to: now() + 86_400_000, limit, filter: {} }, signal),
    [pipeline, view.name, Math.floor(second.value / againMillis)]
  )
  if (rows.problem && !rows.data) return <Failure problem={rows.problem} affected={t('failure.page')} onRetry={rows.reload} />
  if (!rows.data) return <Skeleton lines={8} height={24} />
  const value = measures(view)[0]
  const note = rows.data.truncated ? t('rows.truncated', { n: exact(limit) }) : undefined
  return (
    <>
      {value !== undefined && (
        <Card title={value} note={rows.data.rows.length > bars ? t('view.bars', { n: bars }) : undefined}>
          <KeyBars by={view.key} value={value} rows={rows.data.rows} most={bars} />
        </Card>
      )}
      <Card
        title={t('view.rows')}
        note={note}
        flush
        actions={<RowActions name={`${pipeline}.${view.name}`} columns={rows.data.columns} rows={rows.data.rows} />}
      >
        <RowTable label={t('view.rows')} columns={rows.data.columns} rows={rows.data.rows} tall />
      </Card>
    </>
  )
}
