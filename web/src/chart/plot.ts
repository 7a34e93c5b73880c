import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { utc } from '../state/range'
import { timeAxis, valueAxis, valueRange } from './axes'
import { colourProperty, paint } from './colour'
import type { Line } from './line'

export type ChartKind = 'line' | 'area' | 'bar'

export interface PlotEvents {
  onCursor: (plot: uPlot) => void
  onSelect: (from: number, to: number) => void
  onReset: () => void
  /** After each drawing: what floats over the plot may have to move. */
  onDraw: (plot: uPlot) => void
}

export interface PlotShape {
  kind: ChartKind
  stacked: boolean
  unit: string
  lines: readonly Line[]
  width: number
  height: number
}

/** Whether what is drawn reaches down to zero. */
export function isFilled(shape: Pick<PlotShape, 'kind' | 'stacked'>): boolean {
  return shape.kind !== 'line'
}

const shortestDrag = 5

export function plot(target: HTMLElement, shape: PlotShape, events: PlotEvents): uPlot {
  const series = shape.lines.flatMap(line => pair(line, shape))
  const options: uPlot.Options = {
    width: shape.width,
    height: shape.height,
    ms: 1,
    tzDate: time => (utc.peek() ? uPlot.tzDate(new Date(time), 'UTC') : new Date(time)),
    padding: [12, 12, 0, 0],
    legend: { show: false },
    focus: { alpha: 1 },
    scales: {
      x: { time: true, range: (_, min, max) => [min, max] },
      y: { range: (_, low, high) => valueRange(low, high, isFilled(shape)) }
    },
    axes: [timeAxis(), valueAxis(shape.unit)],
    series: [{}, ...(shape.stacked ? series.reverse() : series)],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false, dist: shortestDrag },
      bind: {
        // with Shift the chart is panned instead
        mousedown: (_, __, handler) => press => {
          if (press.button === 0 && !press.shiftKey) handler(press)
          return null
        },
        dblclick: () => () => {
          events.onReset()
          return null
        }
      }
    },
    hooks: {
      setCursor: [events.onCursor],
      draw: [events.onDraw],
      setSelect: [
        drawn => {
          const { left, width } = drawn.select
          if (width < shortestDrag) return
          const from = drawn.posToVal(left, 'x')
          const to = drawn.posToVal(left + width, 'x')
          drawn.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          events.onSelect(from, to)
        }
      ]
    }
  }
  return new uPlot(options, [[], ...shape.lines.flatMap(() => [[], []])] as uPlot.AlignedData, target)
}

/** A line's final part, drawn through, and its open part, dashed. */
function pair(line: Line, shape: PlotShape): uPlot.Series[] {
  const colour = paint(colourProperty(line.colour))
  const page = paint('--page')
  const fill = (share: number) => mixed(colour, page, share)
  const base: uPlot.Series = { stroke: colour, width: 1.6, points: { show: lonely, size: 4, fill: colour } }
  if (shape.kind === 'bar') {
    const paths = uPlot.paths.bars!({ size: [0.82, 64], gap: 1 })
    const bar: uPlot.Series = { ...base, paths, points: { show: false }, width: 1 }
    return [
      { ...bar, fill: fill(0.75) },
      { ...bar, fill: fill(0.25), dash: [3, 3] }
    ]
  }
  const filled = shape.kind === 'area' ? { fill: fill(shape.stacked ? 0.55 : 0.16) } : {}
  const faint = shape.kind === 'area' ? { fill: fill(shape.stacked ? 0.3 : 0.06) } : {}
  return [
    { ...base, ...filled },
    { ...base, ...faint, dash: [4, 3], points: { show: false } }
  ]
}

/** Shows single points only where the line between them would not: all of it must not be dotted. */
function lonely(drawn: uPlot, seriesIndex: number): boolean {
  const values = drawn.data[seriesIndex]!
  let points = 0
  for (const value of values) if (typeof value === 'number' && ++points > 2) return false
  return points > 0
}

function mixed(colour: string, page: string, share: number): string {
  const parse = (text: string) => {
    const digits =
      text.length === 4 ? [...text.slice(1)].map(digit => digit + digit) : [1, 3, 5].map(at => text.slice(at, at + 2))
    return digits.map(pair => parseInt(pair, 16))
  }
  const [a, b] = [parse(colour), parse(page)]
  return `rgb(${a.map((value, i) => Math.round(value * share + b[i]! * (1 - share))).join(' ')})`
}
