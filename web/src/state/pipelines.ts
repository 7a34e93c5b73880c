import { computed, signal } from '@preact/signals'
import { Problem } from '../api/problem'
import { raudal } from '../api/raudal'
import type { Pipeline, PipelineStatus, PipelineStream, PipelineView, StreamStatus, ViewStatus } from '../api/types'
import { link, onStatus, status } from './live'

/** What the pipelines are made of; null until it is known. Kept when it cannot be asked for again. */
export const pipelines = signal<Pipeline[] | null>(null)
export const pipelinesProblem = signal<Problem | null>(null)

export async function reloadPipelines(): Promise<void> {
  try {
    const all = await raudal.pipelines()
    all.sort((a, b) => a.name.localeCompare(b.name))
    pipelines.value = all
    pipelinesProblem.value = null
  } catch (failure) {
    pipelinesProblem.value = failure instanceof Problem ? failure : new Problem(String(failure), 0)
  }
}

function shape(all: { name: string; streams: { name: string }[]; views: { name: string }[] }[]): string {
  const one = (p: (typeof all)[number]) => [p.name, ...p.streams.map(s => s.name), ...p.views.map(v => v.name)].join(' ')
  return all.map(one).sort().join('\n')
}

export function startPipelines(): void {
  link.subscribe(state => {
    if (state.state === 'open') void reloadPipelines()
    else if (state.state === 'lost' && pipelines.peek() === null) void reloadPipelines()
  })
  const known = computed(() => shape(pipelines.value ?? []))
  let seen = ''
  onStatus(news => {
    const told = shape(news.pipelines)
    if (told !== seen && pipelines.peek() !== null && told !== known.peek()) void reloadPipelines()
    seen = told
  })
}

export function pipelineNamed(name: string): Pipeline | undefined {
  return pipelines.value?.find(pipeline => pipeline.name === name)
}
export function viewNamed(pipeline: string, view: string): PipelineView | undefined {
  return pipelineNamed(pipeline)?.views.find(one => one.name === view)
}
export function streamNamed(pipeline: string, stream: string): PipelineStream | undefined {
  return pipelineNamed(pipeline)?.streams.find(one => one.name === stream)
}

export function pipelineStatus(name: string): PipelineStatus | undefined {
  return status.value?.pipelines.find(pipeline => pipeline.name === name)
}
export function viewStatus(pipeline: string, view: string): ViewStatus | undefined {
  return pipelineStatus(pipeline)?.views.find(one => one.name === view)
}
export function streamStatus(pipeline: string, stream: string): StreamStatus | undefined {
  return pipelineStatus(pipeline)?.streams.find(one => one.name === stream)
}

const numeric = /^(TINYINT|SMALLINT|INT|INTEGER|BIGINT|FLOAT|DOUBLE|DECIMAL|REAL)/i
export function isNumeric(type: string): boolean {
  return numeric.test(type)
}
export function isTime(type: string): boolean {
  return /^TIMESTAMP/i.test(type)
}

/** The columns of a view that can be charted: numbers that are neither key nor time. */
export function measures(view: PipelineView): string[] {
  return view.columns.filter(column => isNumeric(column.type) && !view.key.includes(column.name)).map(column => column.name)
}
