import { Empty, Failure } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { Tabs } from '../../parts/Tabs'
import { pipelineNamed, pipelines, pipelinesProblem, reloadPipelines, streamStatus } from '../../state/pipelines'
import { parameters, setParameters } from '../../state/route'
import { t } from '../../text'
import { count } from '../../text/numbers'
import { Aside } from './Aside'
import { Definition } from './Definition'
import { Sample } from './Sample'
import { StreamHead } from './StreamHead'
import { StreamRates } from './StreamRates'
import './stream.css'

export function StreamPage({ pipeline, stream: name }: { pipeline: string; stream: string }) {
  const stream = pipelineNamed(pipeline)?.streams.find(one => one.name === name)
  const status = streamStatus(pipeline, name)
  if (pipelines.value === null) {
    return pipelinesProblem.value ? (
      <Failure problem={pipelinesProblem.value} affected={t('failure.page')} onRetry={() => void reloadPipelines()} />
    ) : (
      <Skeleton lines={8} height={24} />
    )
  }
  if (!stream) return <Empty title={t('stream.unknown', { name: `${pipeline}.${name}` })} text={t('unknown.text')} />
  const tab = parameters.value.get('tab') ?? 'sample'
  const label = (text: string, n: number | undefined) => (
    <>
      {text} {n !== undefined && n > 0 && <span class="count">{count(n)}</span>}
    </>
  )
  return (
    <div class="stack">
      <StreamHead pipeline={pipeline} stream={stream} status={status} />
      <StreamRates pipeline={pipeline} stream={stream} status={status} />
      <Tabs
        label={name}
        chosen={tab}
        tabs={[
          { id: 'sample', label: t('stream.sample') },
          { id: 'late', label: label(t('overview.late'), status?.ledger.late) },
          { id: 'dead', label: label(t('overview.dead'), status?.ledger.dead) },
          { id: 'definition', label: t('stream.definition') }
        ]}
        onChoose={id => setParameters({ tab: id === 'sample' ? null : id, reason: null })}
      >
        {tab === 'late' || tab === 'dead' ? (
          <Aside key={tab} kind={tab} pipeline={pipeline} stream={name} />
        ) : tab === 'definition' ? (
          <Definition stream={stream} status={status} />
        ) : (
          <Sample pipeline={pipeline} stream={name} />
        )}
      </Tabs>
    </div>
  )
}
