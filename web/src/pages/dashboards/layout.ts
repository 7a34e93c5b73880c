import type { Panel } from '../../api/types'

export const gridColumns = 12
export const rowPixels = 72
export const gapPixels = 16

/** A panel's size in columns and rows of the grid, where the file leaves it out by what it shows. */
export function sizeOf(panel: Panel): { width: number; height: number } {
  const small = panel.chart === 'stat'
  return { width: clamp(panel.width ?? (small ? 3 : 6)), height: clamp(panel.height ?? (small ? 2 : 4)) }
}

export function clamp(size: number): number {
  return Math.max(1, Math.min(gridColumns, Math.round(size)))
}

/** The columns that a panel takes where the grid is of middle width: half of it or all. */
export function middleWidth(width: number): number {
  return width <= 3 ? 4 : width <= 6 ? 6 : gridColumns
}

export function pixelsOf(rows: number): number {
  return rows * rowPixels + (rows - 1) * gapPixels
}

export function moved<T>(all: readonly T[], from: number, to: number): T[] {
  const next = [...all]
  const [one] = next.splice(from, 1)
  next.splice(Math.max(0, Math.min(next.length, to)), 0, one!)
  return next
}
