import { signal } from '@preact/signals'

/** The time under the pointer, shared by all charts of a page; source is the chart that it is over. */
export const crosshair = signal<{ time: number; source: object } | null>(null)
