import type { PipelineStatus } from '../../api/types'
import { StateBadge } from '../../parts/StateBadge'
import { href, pathTo } from '../../state/route'
import { many, t } from '../../text'
import { rate } from '../../text/numbers'

export function PipelineList({ pipelines }: { pipelines: PipelineStatus[] }) {
  return (
    <section class="stack tight">
      <h2>{t('nav.pipelines')}</h2>
      <div class="pipeline-list">
        {pipelines.map(pipeline => (
          <PipelineTile key={pipeline.name} pipeline={pipeline} />
        ))}
      </div>
    </section>
  )
}

export function PipelineTile({ pipeline }: { pipeline: PipelineStatus }) {
  const streams = pipeline.streams.length
  const views = pipeline.views.length
  return (
    <a class="pipeline-tile" href={href(pathTo('pipelines', pipeline.name))}>
      <span class="row">
        <strong>{pipeline.name}</strong>
        <StateBadge state={pipeline.state} />
      </span>
      <span class="row small muted">
        <span>
          {many('overview.streamcount', streams, String(streams))} · {many('overview.viewcount', views, String(views))}
        </span>
        <span>{rate(pipeline.streams.reduce((sum, stream) => sum + stream.rates.received, 0))}</span>
      </span>
      {pipeline.problem && <span class="problem">{pipeline.problem}</span>}
    </a>
  )
}
