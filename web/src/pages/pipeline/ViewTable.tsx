import type { ViewStatus } from '../../api/types'
import { Age } from '../../parts/Age'
import { DataTable } from '../../parts/DataTable'
import { StateBadge } from '../../parts/StateBadge'
import { href, pathTo } from '../../state/route'
import { t } from '../../text'
import { count, exact, rate } from '../../text/numbers'

/** Every view in one row: what it puts, what it holds open, how far it is. */
export function ViewTable({ pipeline, views }: { pipeline: string; views: ViewStatus[] }) {
  return (
    <DataTable
      label={t('pipeline.views')}
      rows={views}
      rowKey={view => view.name}
      sorted={{ column: 'name', down: false }}
      columns={[
        {
          id: 'name',
          head: t('kind.view'),
          by: view => view.name,
          cell: view => <a href={href(pathTo('views', pipeline, view.name))}>{view.name}</a>
        },
        {
          id: 'state',
          head: t('pipelines.state'),
          spare: true,
          by: view => view.state,
          cell: view => <StateBadge state={view.state} />
        },
        {
          id: 'out',
          head: t('overview.out'),
          number: true,
          by: view => view.rowsPerSecond,
          cell: view => rate(view.rowsPerSecond)
        },
        {
          id: 'rows',
          head: t('view.rows'),
          number: true,
          by: view => view.rows,
          cell: view => <span title={exact(view.rows)}>{count(view.rows)}</span>
        },
        {
          id: 'open',
          head: t('view.open'),
          number: true,
          spare: true,
          by: view => view.openRows,
          cell: view => exact(view.openRows)
        },
        {
          id: 'watermark',
          head: t('overview.watermark'),
          number: true,
          spare: true,
          by: view => Date.parse(view.watermark ?? ''),
          cell: view => <Age at={Date.parse(view.watermark ?? '')} />
        },
        {
          id: 'next',
          head: t('why.next'),
          number: true,
          spare: true,
          cell: view => <Age at={Date.parse(view.nextWindowEnd ?? '')} />
        }
      ]}
    />
  )
}
