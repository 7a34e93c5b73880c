import type { Track } from '../state/past'
import { downsample } from './downsample'
import './sparkline.css'

interface SparklineProps {
  track: Track
  from: number
  to: number
  colour?: string
  height?: number
}

const wide = 240

/** A track's shape without axes, from zero; it stretches to its place. Numbers stand beside it. */
export function Sparkline({ track, from, to, colour = 'accent', height = 36 }: SparklineProps) {
  const points = downsample(track, (to - from) / (wide / 2))
  const top = Math.max(1e-9, ...points.values.map(value => value ?? 0))
  const x = (time: number) => (((time - from) / (to - from)) * wide).toFixed(1)
  const y = (value: number) => (height - 2 - (value / top) * (height - 4)).toFixed(1)
  let path = ''
  let up = true
  points.times.forEach((time, i) => {
    const value = points.values[i]
    if (time < from || value === null || value === undefined) {
      up = true
      return
    }
    path += `${up ? 'M' : 'L'}${x(time)} ${y(value)}`
    up = false
  })
  return (
    <svg class="sparkline" viewBox={`0 0 ${wide} ${height}`} height={height} preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" x2={wide} y1={height - 1.5} y2={height - 1.5} />
      <path d={path} style={{ stroke: `var(--${colour})` }} />
    </svg>
  )
}
