import { useState } from 'preact/hooks'
import { raudal } from '../../api/raudal'
import { Problem } from '../../api/problem'
import { Age } from '../../parts/Age'
import { Button } from '../../parts/Button'
import { Card } from '../../parts/Card'
import { Empty, Failure, Remark } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { StateBadge } from '../../parts/StateBadge'
import { Tabs } from '../../parts/Tabs'
import { pipelineNamed, pipelines, pipelinesProblem, pipelineStatus, reloadPipelines } from '../../state/pipelines'
import { parameters, setParameters } from '../../state/route'
import { t } from '../../text'
import '../overview/overview.css'
import { StreamTable } from '../overview/StreamTable'
import { FileEditor } from './FileEditor'
import { NodeDrawer } from './NodeDrawer'
import { PipelineGraph } from './PipelineGraph'
import { ViewTable } from './ViewTable'

export function PipelinePage({ name }: { name: string }) {
  const pipeline = pipelineNamed(name)
  const status = pipelineStatus(name)
  const node = parameters.value.get('node')
  const tab = parameters.value.get('tab') ?? 'graph'
  if (pipelines.value === null) {
    return pipelinesProblem.value ? (
      <Failure problem={pipelinesProblem.value} affected={t('failure.page')} onRetry={() => void reloadPipelines()} />
    ) : (
      <Skeleton lines={6} height={24} />
    )
  }
  if (!pipeline) return <Empty title={t('pipeline.unknown', { name })} text={t('unknown.text')} />
  const choose = (id: string | null) => setParameters({ node: id }, id !== null)
  return (
    <div class="stack">
      <header class="row wrap">
        <h1>{name}</h1>
        <StateBadge state={status?.state ?? pipeline.state} />
        {status?.checkpoint && (
          <span class="small muted">
            {t('pipelines.checkpoint')} <Age at={Date.parse(status.checkpoint.at)} />
          </span>
        )}
        <span class="push">
          <PauseButton name={name} paused={(status?.state ?? pipeline.state) === 'paused'} />
        </span>
      </header>
      {status?.problem && (
        <Remark tone="bad">
          {status.problem} {status.remedy}
          {status.retryAt && (
            <>
              {' '}
              {t('source.retry')}: <Age at={Date.parse(status.retryAt)} />
            </>
          )}
        </Remark>
      )}
      <Tabs
        label={name}
        chosen={tab}
        tabs={[
          { id: 'graph', label: t('pipeline.graph') },
          { id: 'file', label: t('pipeline.file') }
        ]}
        onChoose={id => setParameters({ tab: id === 'graph' ? null : id })}
      >
        {tab === 'file' ? (
          <FileEditor name={name} />
        ) : (
          <div class="stack">
            <Card flush>
              <PipelineGraph pipeline={pipeline} status={status} chosen={node} onChoose={choose} />
            </Card>
            {status && (
              <>
                <Card title={t('overview.streams')} flush>
                  <StreamTable streams={status.streams.map(stream => ({ pipeline: name, stream }))} />
                </Card>
                <Card title={t('pipeline.views')} flush>
                  <ViewTable pipeline={name} views={status.views} />
                </Card>
              </>
            )}
          </div>
        )}
      </Tabs>
      {node && <NodeDrawer pipeline={pipeline} status={status} node={node} onClose={() => choose(null)} />}
    </div>
  )
}

function PauseButton({ name, paused }: { name: string; paused: boolean }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const toggle = async () => {
    setProblem(null)
    try {
      await (paused ? raudal.resume(name) : raudal.pause(name))
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure : new Problem(String(failure), 0))
    }
  }
  return (
    <span class="row">
      {problem && (
        <span class="bad small" role="alert">
          {problem.message || t('failure.unreachable')}
        </span>
      )}
      <Button icon={paused ? 'play' : 'pause'} onClick={() => void toggle()}>
        {paused ? t('pipeline.resume') : t('pipeline.pause')}
      </Button>
    </span>
  )
}
