import type { PipelineStream, StreamStatus } from '../../api/types'
import { Card } from '../../parts/Card'
import { DataTable } from '../../parts/DataTable'
import { t } from '../../text'
import { PartitionTable } from '../pipeline/PartitionTable'
import { SourceFacts } from '../pipeline/SourceFacts'

export function Definition({ stream, status }: { stream: PipelineStream; status: StreamStatus | undefined }) {
  return (
    <div class="definition">
      <Card title={t('stream.columns')} flush>
        <DataTable
          class="dense"
          label={t('stream.columns')}
          rows={stream.columns}
          rowKey={column => column.name}
          columns={[
            { id: 'name', head: t('stream.column'), by: column => column.name, cell: column => <code>{column.name}</code> },
            { id: 'type', head: t('stream.type'), by: column => column.type, cell: column => <code>{column.type}</code> },
            {
              id: 'role',
              head: t('stream.role'),
              cell: column =>
                [column.name === stream.time && t('stream.time'), column.name === stream.key && t('stream.key')]
                  .filter(Boolean)
                  .join(', ')
            }
          ]}
        />
      </Card>
      <div class="stack">
        {status && (
          <Card title={t('stream.partitions')} flush>
            <PartitionTable stream={status} />
          </Card>
        )}
        {status && status.sources.length > 0 && (
          <Card title={t('overview.sources')}>
            <div class="stack tight">
              {status.sources.map((source, i) => (
                <SourceFacts key={i} source={source} />
              ))}
            </div>
          </Card>
        )}
      </div>
    </div>
  )
}
