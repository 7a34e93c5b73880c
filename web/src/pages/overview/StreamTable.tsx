import { Sparkline } from '../../chart/Sparkline'
import type { StreamStatus } from '../../api/types'
import { Age } from '../../parts/Age'
import { DataTable, type TableColumn } from '../../parts/DataTable'
import { StateBadge } from '../../parts/StateBadge'
import { second } from '../../state/clock'
import { lag, watermark, worstSource } from '../../state/ledger'
import { streamTrack } from '../../state/past'
import { href, pathTo } from '../../state/route'
import { t } from '../../text'
import { count, exact, rate } from '../../text/numbers'

export interface NamedStream {
  pipeline: string
  stream: StreamStatus
}

/** Every stream in one row: how much comes, how far behind it is, what is late or dead, and how its sources are. */
export function StreamTable({ streams }: { streams: NamedStream[] }) {
  const to = second.value
  const columns: TableColumn<NamedStream>[] = [
    {
      id: 'name',
      head: t('kind.stream'),
      by: row => `${row.stream.name} ${row.pipeline}`,
      cell: row => (
        <span class="stream-name">
          <a href={href(pathTo('streams', row.pipeline, row.stream.name))}>{row.stream.name}</a>
          <small>{row.pipeline}</small>
        </span>
      )
    },
    {
      id: 'sources',
      head: t('overview.sources'),
      by: row => worstSource(row.stream) ?? '',
      cell: row => {
        const worst = worstSource(row.stream)
        const error = row.stream.sources.find(source => source.state === worst)?.lastError
        return worst === null ? <span class="muted">{t('overview.http')}</span> : <StateBadge state={worst} title={error} />
      }
    },
    {
      id: 'shape',
      head: <span class="unseen">{t('overview.span')}</span>,
      spare: true,
      cell: row => (
        <Sparkline track={streamTrack(row.pipeline, row.stream.name, 'received')} from={to - 900_000} to={to} height={24} />
      )
    },
    {
      id: 'rate',
      head: t('overview.rate'),
      number: true,
      by: row => row.stream.rates.received,
      cell: row => rate(row.stream.rates.received)
    },
    {
      id: 'lag',
      head: t('overview.lag'),
      number: true,
      spare: true,
      by: row => lag(row.stream),
      cell: row => <span title={exact(lag(row.stream))}>{count(lag(row.stream))}</span>
    },
    {
      id: 'watermark',
      head: t('overview.watermark'),
      number: true,
      spare: true,
      by: row => watermark(row.stream),
      cell: row => <Age at={watermark(row.stream)} />
    },
    { id: 'late', head: t('overview.late'), number: true, by: row => row.stream.ledger.late, cell: row => aside(row, 'late') },
    { id: 'dead', head: t('overview.dead'), number: true, by: row => row.stream.ledger.dead, cell: row => aside(row, 'dead') }
  ]
  return (
    <DataTable
      class="stream-table"
      label={t('overview.streams')}
      columns={columns}
      rows={streams}
      rowKey={row => `${row.pipeline}.${row.stream.name}`}
      sorted={{ column: 'name', down: false }}
    />
  )
}

function aside({ pipeline, stream }: NamedStream, kind: 'late' | 'dead') {
  const n = stream.ledger[kind]
  if (n === 0) return <span class="muted">0</span>
  return (
    <a
      class={kind === 'late' ? 'warning' : 'bad'}
      title={exact(n)}
      href={href(pathTo('streams', pipeline, stream.name), { tab: kind })}
    >
      {count(n)}
    </a>
  )
}
