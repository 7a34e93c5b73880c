import { Empty } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { DataTable, type TableColumn } from '../../parts/DataTable'
import { Card } from '../../parts/Card'
import { StateBadge } from '../../parts/StateBadge'
import { Age } from '../../parts/Age'
import type { PipelineStatus } from '../../api/types'
import { status } from '../../state/live'
import { href, pathTo } from '../../state/route'
import { t } from '../../text'
import { bytes, count, exact, rate } from '../../text/numbers'
import { duration } from '../../text/times'
import './pipelines.css'

export function Pipelines() {
  const news = status.value
  if (news === null) return <Skeleton lines={6} height={24} />
  return (
    <div class="stack">
      <h1>{t('nav.pipelines')}</h1>
      {news.pipelines.length === 0 ? (
        <Card>
          <Empty title={t('overview.empty')} text={t('overview.empty.text')} command={t('overview.empty.command')} />
        </Card>
      ) : (
        <Card flush>
          <DataTable
            label={t('nav.pipelines')}
            columns={columns()}
            rows={news.pipelines}
            rowKey={pipeline => pipeline.name}
            sorted={{ column: 'name', down: false }}
          />
        </Card>
      )}
    </div>
  )
}

function columns(): TableColumn<PipelineStatus>[] {
  const received = (pipeline: PipelineStatus) => pipeline.streams.reduce((sum, stream) => sum + stream.rates.received, 0)
  const rows = (pipeline: PipelineStatus) => pipeline.views.reduce((sum, view) => sum + view.rowsPerSecond, 0)
  const aside = (pipeline: PipelineStatus, kind: 'late' | 'dead') =>
    pipeline.streams.reduce((sum, stream) => sum + stream.ledger[kind], 0)
  const asideCell = (n: number, tone: string) => (
    <span class={n > 0 ? tone : 'muted'} title={exact(n)}>
      {count(n)}
    </span>
  )
  return [
    {
      id: 'name',
      head: t('kind.pipeline'),
      by: pipeline => pipeline.name,
      cell: pipeline => (
        <span class="pipeline-name">
          <a href={href(pathTo('pipelines', pipeline.name))}>{pipeline.name}</a>
          {pipeline.problem && <small>{pipeline.problem}</small>}
        </span>
      )
    },
    {
      id: 'state',
      head: t('pipelines.state'),
      by: pipeline => pipeline.state,
      cell: pipeline => <StateBadge state={pipeline.state} />
    },
    { id: 'in', head: t('overview.in'), number: true, by: received, cell: pipeline => rate(received(pipeline)) },
    { id: 'out', head: t('overview.out'), number: true, spare: true, by: rows, cell: pipeline => rate(rows(pipeline)) },
    {
      id: 'late',
      head: t('overview.late'),
      number: true,
      spare: true,
      by: pipeline => aside(pipeline, 'late'),
      cell: pipeline => asideCell(aside(pipeline, 'late'), 'warning')
    },
    {
      id: 'dead',
      head: t('overview.dead'),
      number: true,
      spare: true,
      by: pipeline => aside(pipeline, 'dead'),
      cell: pipeline => asideCell(aside(pipeline, 'dead'), 'bad')
    },
    {
      id: 'checkpoint',
      head: t('pipelines.checkpoint'),
      number: true,
      spare: true,
      by: pipeline => Date.parse(pipeline.checkpoint?.at ?? ''),
      cell: pipeline =>
        pipeline.checkpoint ? (
          <span title={`${bytes(pipeline.checkpoint.bytes)}, ${duration(pipeline.checkpoint.seconds * 1000)}`}>
            <Age at={Date.parse(pipeline.checkpoint.at)} />
          </span>
        ) : (
          <span class="muted">–</span>
        )
    }
  ]
}
