import type uPlot from 'uplot'
import { bytes, count, exact } from '../text/numbers'
import { axisLabels } from '../text/times'
import { paint } from './colour'

function font(): string {
  return `12px ${paint('--face')}`
}

export function timeAxis(): uPlot.Axis {
  return {
    stroke: paint('--muted'),
    font: font(),
    grid: { stroke: paint('--grid'), width: 1 },
    ticks: { show: false },
    gap: 6,
    size: (_, labels) => (labels?.some(label => label?.includes('\n')) ? 44 : 28),
    space: 88,
    values: (_, splits, __, ___, step) => axisLabels(splits, step)
  }
}

export function valueAxis(unit: string): uPlot.Axis {
  const label = (value: number) =>
    unit === 'B' ? bytes(value) : Math.abs(value) >= 10_000 ? count(value) : exact(Number(value.toPrecision(6)))
  return {
    stroke: paint('--muted'),
    font: font(),
    grid: { stroke: paint('--grid'), width: 1 },
    ticks: { show: false },
    gap: 8,
    space: 40,
    size: (_, labels) => Math.max(52, 16 + 7.2 * Math.max(0, ...(labels ?? []).map(text => text.length))),
    values: (_, splits) => splits.map(label)
  }
}

/** The lowest and highest value that is shown: from zero for what is filled, with a little air for lines. */
export function valueRange(low: number | null, high: number | null, fromZero: boolean): [number, number] {
  if (low === null || high === null) return [0, 1]
  if (fromZero) {
    const top = Math.max(0, high)
    const bottom = Math.min(0, low)
    const air = (top - bottom) * 0.08 || 1
    return [bottom < 0 ? bottom - air : 0, top > 0 ? top + air : 0]
  }
  const air = (high - low) * 0.08 || Math.abs(high) * 0.05 || 1
  // a line that nearly touches zero is told best with zero in sight
  const bottom = low >= 0 && low - air < (high - low) * 0.15 ? 0 : low - air
  return [bottom, high + air]
}
