import { chart } from './words/chart'
import { dashboards } from './words/dashboards'
import { explore } from './words/explore'
import { frame } from './words/frame'
import { overview } from './words/overview'
import { pipelines } from './words/pipelines'
import { stream } from './words/stream'
import { system } from './words/system'
import { view } from './words/view'

/** Every text of the pages: English, then Spanish. */
export const words = {
  ...frame,
  ...chart,
  ...overview,
  ...pipelines,
  ...view,
  ...stream,
  ...explore,
  ...dashboards,
  ...system
} as const

export type Word = keyof typeof words
