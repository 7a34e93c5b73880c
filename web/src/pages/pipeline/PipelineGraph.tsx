import type { Pipeline, PipelineStatus } from '../../api/types'
import { Icon, type IconName } from '../../parts/Icon'
import { StateBadge } from '../../parts/StateBadge'
import { rowRate } from '../../state/past'
import { t, type Word } from '../../text'
import { count, rate } from '../../text/numbers'
import { graphOf, nodeHeight, nodeWidth, type Graph, type GraphNode, type NodeKind } from './graph'
import './graph.css'

const icons: Record<NodeKind, IconName> = { source: 'source', stream: 'stream', view: 'view', dashboard: 'dashboards' }

interface PipelineGraphProps {
  pipeline: Pipeline
  status: PipelineStatus | undefined
  chosen: string | null
  onChoose: (id: string) => void
}

/** The pipeline from left to right, rates on its edges, states on its nodes. Arrow keys go from node to node. */
export function PipelineGraph({ pipeline, status, chosen, onChoose }: PipelineGraphProps) {
  const graph = graphOf(pipeline, status)
  const nodes = new Map(graph.nodes.map(node => [node.id, node]))
  const press = (key: KeyboardEvent, node: GraphNode) => {
    const next = neighbour(graph, node, key.key)
    if (!next) return
    key.preventDefault()
    document.getElementById(`node-${next.id}`)?.focus()
  }
  return (
    <div class="graph" role="group" aria-label={t('pipeline.graph')}>
      <div class="canvas" style={{ width: `${graph.width}px`, height: `${graph.height}px` }}>
        <svg width={graph.width} height={graph.height} aria-hidden="true">
          {graph.edges.map(edge => {
            const from = nodes.get(edge.from)!
            const to = nodes.get(edge.to)!
            const [x1, y1] = [from.x + nodeWidth, from.y + nodeHeight / 2]
            const [x2, y2] = [to.x, to.y + nodeHeight / 2]
            const bend = (x2 - x1) / 2
            const flows = edge.rate > 0
            return (
              <path
                key={`${edge.from} ${edge.to}`}
                class={flows ? 'flows' : ''}
                d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
                strokeWidth={flows ? Math.min(5, 1.2 + Math.log10(1 + edge.rate)) : 1.2}
              />
            )
          })}
        </svg>
        {graph.edges.map(edge => {
          if (Number.isNaN(edge.rate)) return null
          const from = nodes.get(edge.from)!
          const to = nodes.get(edge.to)!
          // near its end the edge is alone even where many begin at one node
          const share = 0.68
          const x = from.x + nodeWidth + (to.x - from.x - nodeWidth) * 0.5
          const y = from.y * (1 - share) + to.y * share + nodeHeight / 2
          return (
            <span class="flow" key={`${edge.from} ${edge.to}`} style={{ left: `${x}px`, top: `${y}px` }}>
              {rate(edge.rate)}
            </span>
          )
        })}
        {graph.nodes.map(node => (
          <button
            type="button"
            key={node.id}
            id={`node-${node.id}`}
            class={`node ${node.kind}`}
            aria-pressed={chosen === node.id}
            style={{ left: `${node.x}px`, top: `${node.y}px`, width: `${nodeWidth}px`, height: `${nodeHeight}px` }}
            onClick={() => onChoose(node.id)}
            onKeyDown={key => press(key, node)}
          >
            <span class="head">
              <Icon name={icons[node.kind]} size={14} />
              <strong title={node.name}>{node.name}</strong>
            </span>
            <NodeState node={node} pipeline={pipeline} status={status} />
          </button>
        ))}
      </div>
    </div>
  )
}

function NodeState({ node, pipeline, status }: { node: GraphNode; pipeline: Pipeline; status: PipelineStatus | undefined }) {
  const key = node.id.slice(node.id.indexOf(':') + 1)
  if (node.kind === 'dashboard') return <span class="foot">{t('kind.dashboard')}</span>
  if (!status) return <span class="foot">{t(`kind.${node.kind}` as Word)}</span>
  if (node.kind === 'source') {
    const dot = key.lastIndexOf('.')
    const source = status.streams.find(stream => stream.name === key.slice(0, dot))?.sources[Number(key.slice(dot + 1))]
    return (
      <span class="foot">
        {source && <StateBadge state={source.state} title={source.lastError} />}
        {source?.kind !== 'http' && <span>{source?.kind}</span>}
      </span>
    )
  }
  if (node.kind === 'stream') {
    const stream = status.streams.find(one => one.name === key)
    if (!stream) return null
    return (
      <span class="foot">
        <span>{rate(stream.rates.received)}</span>
        {stream.rates.late > 0 && (
          <Count
            tone="warning"
            icon="warning"
            text={t('pipeline.late', { rate: rate(stream.rates.late) })}
            value={rate(stream.rates.late)}
          />
        )}
        {stream.rates.dead > 0 && (
          <Count
            tone="bad"
            icon="error"
            text={t('pipeline.dead', { rate: rate(stream.rates.dead) })}
            value={rate(stream.rates.dead)}
          />
        )}
      </span>
    )
  }
  const view = status.views.find(one => one.name === key)
  const [why] = view?.whyNoOutput ?? []
  const kind = pipeline.views.find(one => one.name === key)?.kind
  return (
    <span class="foot">
      {why ? (
        <span class="warning why" title={why.text}>
          <Icon name="warning" size={12} /> {t('pipeline.silent')}
        </span>
      ) : (
        <span>{t('pipeline.rows', { rate: rate(rowRate(pipeline.name, key)) })}</span>
      )}
      {view?.state === 'rebuilding' && <StateBadge state="rebuilding" />}
      {!why && kind && <span>{t('pipeline.open', { n: count(view?.openRows ?? 0) })}</span>}
    </span>
  )
}

function Count({ tone, icon, text, value }: { tone: string; icon: IconName; text: string; value: string }) {
  return (
    <span class={`${tone} why`} title={text}>
      <Icon name={icon} size={12} />
      <span aria-hidden="true">{value}</span>
      <span class="unseen">{text}</span>
    </span>
  )
}

function neighbour(graph: Graph, node: GraphNode, key: string): GraphNode | undefined {
  const column = graph.nodes.filter(other => other.column === node.column)
  if (key === 'ArrowDown') return column.find(other => other.row === node.row + 1)
  if (key === 'ArrowUp') return column.find(other => other.row === node.row - 1)
  const side = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
  if (side === 0) return undefined
  const next = graph.nodes.filter(other => other.column === node.column + side)
  return next.sort((a, b) => Math.abs(a.y - node.y) - Math.abs(b.y - node.y))[0]
}
