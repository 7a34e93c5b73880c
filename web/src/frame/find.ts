import { raudal } from '../api/raudal'
import { pipelines } from '../state/pipelines'
import { href, pathTo } from '../state/route'
import { exact } from '../text/numbers'

export interface Found {
  kind: 'pipeline' | 'stream' | 'view' | 'dashboard' | 'key'
  name: string
  where: string
  address: string
}

const mostNames = 12
const mostViewsAsked = 12

export function findNames(text: string): Found[] {
  const wanted = text.toLowerCase()
  const all: Found[] = []
  for (const pipeline of pipelines.value ?? []) {
    const where = pipeline.name
    all.push({ kind: 'pipeline', name: where, where: '', address: href(pathTo('pipelines', where)) })
    for (const { name } of pipeline.streams)
      all.push({ kind: 'stream', name, where, address: href(pathTo('streams', where, name)) })
    for (const { name } of pipeline.views) all.push({ kind: 'view', name, where, address: href(pathTo('views', where, name)) })
    for (const name of Object.keys(pipeline.dashboards)) {
      all.push({ kind: 'dashboard', name, where, address: href(pathTo('dashboards', where, name)) })
    }
  }
  const rank = (found: Found) => {
    const name = found.name.toLowerCase()
    return name.startsWith(wanted) ? 0 : name.includes(wanted) ? 1 : found.where.toLowerCase().includes(wanted) ? 2 : 3
  }
  return all
    .map(found => ({ found, rank: rank(found) }))
    .filter(one => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostNames)
    .map(one => one.found)
}

/** Asks views for values of their first key column. */
export async function findKeys(search: string, signal: AbortSignal): Promise<Found[]> {
  const asked = (pipelines.value ?? [])
    .flatMap(pipeline => pipeline.views.map(view => ({ pipeline: pipeline.name, view })))
    .filter(({ view }) => view.key.length > 0)
    .slice(0, mostViewsAsked)
  const answers = asked.map(async ({ pipeline, view }): Promise<Found[]> => {
    const column = view.key[0]!
    const { keys } = await raudal.keys(pipeline, view.name, { column, search, limit: 4 }, signal)
    return keys.map(key => ({
      kind: 'key',
      name: String(key.value),
      where: `${pipeline}.${view.name} · ${column} · ${exact(key.rows)}`,
      address: href(pathTo('views', pipeline, view.name), { [`key.${column}`]: String(key.value) })
    }))
  })
  const settled = await Promise.allSettled(answers)
  return settled.flatMap(one => (one.status === 'fulfilled' ? one.value : []))
}
