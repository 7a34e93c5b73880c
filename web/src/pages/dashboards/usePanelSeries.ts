import { useSeries, type Series } from '../../chart/useSeries'
import { range } from '../../state/range'
import { byOf, valuesOf, type PanelContext } from './panel'

interface Wanted {
  /** Lines, where the panel does not say. */
  top: number
  points: number
  /** Columns, for a panel that draws one alone; all of the panel's if left out. */
  most?: number
}

/** The lines of a panel over the page's range. */
export function usePanelSeries({ pipeline, panel, view, filter }: PanelContext, { top, points, most }: Wanted): Series {
  return useSeries({
    pipeline,
    view,
    values: valuesOf(panel, view).slice(0, most),
    by: byOf(panel, view),
    filter,
    range: range.value,
    top: panel.limit ?? top,
    points
  })
}
