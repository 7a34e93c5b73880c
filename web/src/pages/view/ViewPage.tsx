import { Card } from '../../parts/Card'
import { Empty, Failure } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { Copy } from '../../parts/Copy'
import { pipelineNamed, pipelines, pipelinesProblem, reloadPipelines } from '../../state/pipelines'
import { t } from '../../text'
import { CurrentRows } from './CurrentRows'
import './view.css'
import { ViewChart } from './ViewChart'
import { ViewHead } from './ViewHead'
import { ViewRowsCard } from './ViewRowsCard'

export function ViewPage({ pipeline, view: name }: { pipeline: string; view: string }) {
  const view = pipelineNamed(pipeline)?.views.find(one => one.name === name)
  if (pipelines.value === null) {
    return pipelinesProblem.value ? (
      <Failure problem={pipelinesProblem.value} affected={t('failure.page')} onRetry={() => void reloadPipelines()} />
    ) : (
      <Skeleton lines={8} height={24} />
    )
  }
  if (!view) return <Empty title={t('view.unknown', { name: `${pipeline}.${name}` })} text={t('unknown.text')} />
  return (
    <div class="stack">
      <ViewHead pipeline={pipeline} view={view} />
      {view.kind === 'unbounded' ? (
        <CurrentRows pipeline={pipeline} view={view} />
      ) : (
        <>
          <ViewChart pipeline={pipeline} view={view} />
          <ViewRowsCard pipeline={pipeline} view={view} />
        </>
      )}
      <Card title="SQL" actions={<Copy label={t('copy')} text={view.sql} />}>
        <pre class="sql" tabIndex={0} aria-label="SQL">
          {view.sql.trim()}
        </pre>
      </Card>
    </div>
  )
}
