import type { Panel, PipelineView } from '../../api/types'
import type { Filter } from '../../api/raudal'
import { measures } from '../../state/pipelines'
import { titleText } from './names'

export function panelTitle(panel: Panel): string {
  const y = panel.y?.join(', ')
  return titleText(panel.title) ?? ([panel.view, y].filter(Boolean).join(' · ') || 'SQL')
}

/** The columns that a panel draws: those it names, or the view's first number. */
export function valuesOf(panel: Panel, view: PipelineView): string[] {
  const known = (panel.y ?? []).filter(column => view.columns.some(one => one.name === column))
  return known.length > 0 ? known : measures(view).slice(0, 1)
}

export function byOf(panel: Panel, view: PipelineView): string[] {
  return panel.by?.filter(column => view.columns.some(one => one.name === column)) ?? view.key
}

export interface PanelContext {
  pipeline: string
  panel: Panel
  view: PipelineView
  filter: Filter
  /** What is left for the drawing, in pixels. */
  height: number
  asTable: boolean
}
