import type { Pipeline, PipelineStatus } from '../../api/types'
import { Dialog } from '../../parts/Dialog'
import { Equation } from '../../parts/Equation'
import { href, pathTo } from '../../state/route'
import { t } from '../../text'
import { PartitionTable } from './PartitionTable'
import { SourceFacts } from './SourceFacts'
import { ViewFacts } from './ViewFacts'
import './drawer.css'

interface NodeDrawerProps {
  pipeline: Pipeline
  status: PipelineStatus | undefined
  node: string
  onClose: () => void
}

/** What is known of one node of the graph. */
export function NodeDrawer({ pipeline, status, node, onClose }: NodeDrawerProps) {
  const colon = node.indexOf(':')
  const kind = node.slice(0, colon)
  const key = node.slice(colon + 1)
  if (kind === 'view') {
    const view = pipeline.views.find(one => one.name === key)
    if (!view) return null
    return (
      <Dialog place="side" title={`${t('kind.view')} ${key}`} onClose={onClose}>
        <a class="button" href={href(pathTo('views', pipeline.name, key))}>
          {t('drawer.view')}
        </a>
        <ViewFacts view={view} pipeline={pipeline} pipelineStatus={status} />
      </Dialog>
    )
  }
  if (kind === 'stream') {
    const stream = status?.streams.find(one => one.name === key)
    return (
      <Dialog place="side" title={`${t('kind.stream')} ${key}`} onClose={onClose}>
        <a class="button" href={href(pathTo('streams', pipeline.name, key))}>
          {t('drawer.stream')}
        </a>
        {stream && (
          <>
            <Equation balance={stream.ledger} />
            <section>
              <h3>{t('stream.partitions')}</h3>
              <PartitionTable stream={stream} />
            </section>
            <section class="stack tight">
              <h3>{t('overview.sources')}</h3>
              {stream.sources.map((source, i) => (
                <SourceFacts key={i} source={source} />
              ))}
            </section>
          </>
        )}
      </Dialog>
    )
  }
  if (kind === 'source') {
    const dot = key.lastIndexOf('.')
    const source = status?.streams.find(stream => stream.name === key.slice(0, dot))?.sources[Number(key.slice(dot + 1))]
    return (
      <Dialog place="side" title={t('kind.source')} onClose={onClose}>
        {source && <SourceFacts source={source} />}
      </Dialog>
    )
  }
  return (
    <Dialog place="side" title={`${t('kind.dashboard')} ${key}`} onClose={onClose}>
      <a class="button" href={href(pathTo('dashboards', pipeline.name, key))}>
        {t('drawer.dashboard')}
      </a>
    </Dialog>
  )
}
