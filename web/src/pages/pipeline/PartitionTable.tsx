import type { StreamStatus } from '../../api/types'
import { Age } from '../../parts/Age'
import { DataTable } from '../../parts/DataTable'
import { StateBadge } from '../../parts/StateBadge'
import { t } from '../../text'
import { count, exact } from '../../text/numbers'

type Partition = StreamStatus['partitions'][number]

/** Where each partition stands: its watermark, what is still to be read, and whether it holds nobody back. */
export function PartitionTable({ stream }: { stream: StreamStatus }) {
  const behind = (partition: Partition) => Math.max(0, partition.endOffset - partition.readOffset)
  return (
    <DataTable
      class="dense"
      label={t('stream.partitions')}
      rows={stream.partitions}
      rowKey={partition => String(partition.partition)}
      columns={[
        { id: 'partition', head: t('partition'), by: one => one.partition, cell: one => one.partition },
        {
          id: 'watermark',
          head: t('overview.watermark'),
          number: true,
          cell: one => <Age at={Date.parse(one.watermark ?? '')} />
        },
        { id: 'lag', head: t('overview.lag'), number: true, cell: one => count(behind(one)) },
        { id: 'end', head: t('partition.end'), number: true, spare: true, cell: one => exact(one.endOffset) },
        {
          id: 'state',
          head: t('pipelines.state'),
          cell: one => (one.idle ? <StateBadge state="idle" title={t('partition.idle')} /> : <StateBadge state="running" />)
        }
      ]}
    />
  )
}
