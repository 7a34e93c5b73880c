import type { Pipeline, PipelineStatus } from '../../api/types'
import { flowRate, sourceFlow, viewFlow } from '../../state/flow'

export type NodeKind = 'source' | 'stream' | 'view' | 'dashboard'

export interface GraphNode {
  id: string
  kind: NodeKind
  name: string
  column: number
  row: number
  x: number
  y: number
}

export interface GraphEdge {
  from: string
  to: string
  /** Events or rows a second; NaN where that is not known. */
  rate: number
}

export interface Graph {
  nodes: GraphNode[]
  edges: GraphEdge[]
  width: number
  height: number
}

export const nodeWidth = 180
export const nodeHeight = 72
const gapX = 60
const gapY = 16

/** The pipeline from left to right: sources, streams, views by how many views they stand on, dashboards. */
export function graphOf(pipeline: Pipeline, status: PipelineStatus | undefined): Graph {
  const nodes = new Map<string, GraphNode>()
  const edges: GraphEdge[] = []
  const add = (kind: NodeKind, key: string, name: string, column: number) => {
    nodes.set(`${kind}:${key}`, { id: `${kind}:${key}`, kind, name, column, row: 0, x: 0, y: 0 })
  }
  for (const stream of pipeline.streams) {
    add('stream', stream.name, stream.name, 1)
    const sources = status?.streams.find(one => one.name === stream.name)?.sources ?? []
    sources.forEach((source, i) => {
      add('source', `${stream.name}.${i}`, source.kind === 'http' ? 'HTTP' : source.target, 0)
      const rate = flowRate(sourceFlow(pipeline.name, stream.name, i))
      edges.push({ from: `source:${stream.name}.${i}`, to: `stream:${stream.name}`, rate })
    })
  }
  const depths = depthsOf(pipeline)
  const views = [...pipeline.views].sort((a, b) => depths.get(a.name)! - depths.get(b.name)!)
  for (const view of views) {
    add('view', view.name, view.name, 1 + depths.get(view.name)!)
    for (const read of view.reads) {
      const from = nodes.has(`stream:${read}`) ? `stream:${read}` : `view:${read}`
      if (nodes.has(from))
        edges.push({ from, to: `view:${view.name}`, rate: flowRate(viewFlow(pipeline.name, view.name, read)) })
    }
  }
  const last = 2 + Math.max(0, ...depths.values())
  for (const [name, dashboard] of Object.entries(pipeline.dashboards)) {
    add('dashboard', name, name, last)
    for (const view of new Set(dashboard.panels.map(panel => panel.view))) {
      if (view !== undefined && nodes.has(`view:${view}`))
        edges.push({ from: `view:${view}`, to: `dashboard:${name}`, rate: NaN })
    }
  }
  return place([...nodes.values()], edges)
}

/** How many views stand between a view and its streams, and one. */
function depthsOf(pipeline: Pipeline): Map<string, number> {
  const depths = new Map<string, number>()
  const depth = (name: string, path: string[]): number => {
    const known = depths.get(name)
    if (known !== undefined) return known
    const view = pipeline.views.find(one => one.name === name)
    if (!view || path.includes(name)) return 0
    const own = 1 + Math.max(0, ...view.reads.map(read => depth(read, [...path, name])))
    depths.set(name, own)
    return own
  }
  for (const view of pipeline.views) depth(view.name, [])
  return depths
}

function place(nodes: GraphNode[], edges: GraphEdge[]): Graph {
  const columns: GraphNode[][] = []
  for (const node of nodes) (columns[node.column] ??= []).push(node)
  const used = columns.filter(column => column !== undefined && column.length > 0)
  const byId = new Map(nodes.map(node => [node.id, node]))
  const center = (node: GraphNode, side: 'from' | 'to') => {
    const other = side === 'from' ? 'to' : 'from'
    const rows = edges.filter(edge => edge[side] === node.id).map(edge => byId.get(edge[other])!.y)
    return rows.length === 0 ? node.y : rows.reduce((sum, y) => sum + y, 0) / rows.length
  }
  const number = (column: GraphNode[]) => column.forEach((node, row) => (node.y = row * (nodeHeight + gapY)))
  used.forEach(number)
  const sortBy = (column: GraphNode[], side: 'from' | 'to') => {
    const centers = new Map(column.map(node => [node.id, center(node, side)]))
    column.sort((a, b) => centers.get(a.id)! - centers.get(b.id)!)
    number(column)
  }
  // two sweeps there and back take away most crossings of graphs as small as these
  for (let sweep = 0; sweep < 2; sweep++) {
    used.slice(1).forEach(column => sortBy(column, 'to'))
    used
      .slice(0, -1)
      .reverse()
      .forEach(column => sortBy(column, 'from'))
  }
  const tallest = Math.max(1, ...used.map(column => column.length))
  const height = tallest * (nodeHeight + gapY) - gapY
  used.forEach((column, at) => {
    const free = height - (column.length * (nodeHeight + gapY) - gapY)
    column.forEach((node, row) => {
      node.column = at
      node.row = row
      node.x = at * (nodeWidth + gapX)
      node.y += free / 2
    })
  })
  return { nodes: used.flat(), edges, width: used.length * (nodeWidth + gapX) - gapX, height }
}
