import { useEffect, useRef, useState } from 'preact/hooks'
import { ChartTable } from '../../chart/ChartTable'
import { penOf } from '../../chart/canvas'
import { paint } from '../../chart/colour'
import { crosshair } from '../../chart/crosshair'
import { nearest, type Line } from '../../chart/line'
import { second } from '../../state/clock'
import { isDark } from '../../state/preferences'
import { edges, range } from '../../state/range'
import { t } from '../../text'
import { measured } from '../../text/numbers'
import { dayTime, fullTime, shortTime } from '../../text/times'
import { panelTitle, type PanelContext } from './panel'
import { seriesState } from './SeriesPanel'
import { usePanelSeries } from './usePanelSeries'

const labelPixels = 96
const axisPixels = 20
const leastLabelPixels = 14

/** Time by key, the value as depth of colour; the scale stands beside it. */
export function HeatmapPanel(context: PanelContext) {
  const { panel, view, height, asTable } = context
  const series = usePanelSeries(context, { top: 30, points: 300, most: 1 })
  if (range.value.live) void second.value
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<{ time: number; row: number; x: number; y: number } | null>(null)
  const step = (view.stepSeconds ?? view.windowSeconds ?? 60) * 1000
  const [from, to] = edges(range.value)
  const dark = isDark()
  const { lines } = series
  const [low, high] = extent(lines, from, to)
  useEffect(() => {
    if (canvas.current) drawCells(canvas.current, lines, { from, to, step, low, high })
  }, [lines, series.version, height, dark, Math.floor(to / 1000), from, low, high, asTable])
  const state = seriesState(series, height)
  if (state) return state
  const unit = panel.unit ?? ''
  if (asTable) return <ChartTable label={panelTitle(panel)} lines={lines} from={from} to={to} unit={unit} height={height} />
  const move = (pointer: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect()
    const time = from + ((pointer.clientX - box.left) / box.width) * (to - from)
    const row = Math.floor(((pointer.clientY - box.top) / box.height) * lines.length)
    const place = frame.current!.getBoundingClientRect()
    setAt({ time, row, x: pointer.clientX - place.left, y: pointer.clientY - place.top })
    crosshair.value = { time, source: lines }
  }
  const leave = () => {
    setAt(null)
    crosshair.value = null
  }
  const line = at ? lines[at.row] : undefined
  // a window is drawn over its whole length, which ends at its time
  const point = line && at ? nearest(line.times, at.time + step / 2, step / 2) : -1
  /** Where rows are lower than their names, only some are named; the pointer names the others. */
  const every = Math.ceil((leastLabelPixels * lines.length) / (height - axisPixels))
  const edgeTime = to - from > 86_400_000 ? dayTime : shortTime
  return (
    <div class="heatmap" ref={frame} style={{ height: `${height}px` }}>
      <ul aria-hidden="true" style={{ width: `${labelPixels}px`, bottom: `${axisPixels}px` }}>
        {lines.map((one, row) => (
          <li key={one.id} title={one.label}>
            {row % every === 0 && one.label}
          </li>
        ))}
      </ul>
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('heatmap.label', { title: panelTitle(panel), low: measured(low, unit), high: measured(high, unit) })}
        style={{ left: `${labelPixels}px`, height: `${height - axisPixels}px` }}
        onPointerMove={move}
        onPointerLeave={leave}
      />
      <div class="scale small muted" style={{ left: `${labelPixels}px` }}>
        <span>{edgeTime(from)}</span>
        <span class="ramp">
          {measured(low, unit)} <i /> {measured(high, unit)}
        </span>
        <span>{edgeTime(to)}</span>
      </div>
      {at && line && (
        <div
          class="tooltip"
          style={{
            left: `${Math.max(0, Math.min(at.x + 12, (frame.current?.clientWidth ?? 0) - 200))}px`,
            top: `${at.y + 12}px`
          }}
        >
          <strong>{point < 0 ? fullTime(Math.round(at.time)) : fullTime(line.times[point]!)}</strong>
          <span>
            {line.label}: <b>{point < 0 ? t('chart.nothing') : measured(line.values[point], unit)}</b>
          </span>
        </div>
      )}
    </div>
  )
}

function extent(lines: readonly Line[], from: number, to: number): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const line of lines) {
    line.times.forEach((time, i) => {
      const value = line.values[i]
      if (time < from || time > to || value === null || value === undefined) return
      if (value < low) low = value
      if (value > high) high = value
    })
  }
  return low > high ? [0, 1] : [low, high]
}

interface Cells {
  from: number
  to: number
  step: number
  low: number
  high: number
}

function drawCells(canvas: HTMLCanvasElement, lines: readonly Line[], { from, to, step, low, high }: Cells): void {
  const { clientWidth: width, clientHeight: height } = canvas
  const pen = penOf(canvas, width, height, '--surface')
  pen.fillStyle = paint('--accent')
  const rowHeight = height / lines.length
  lines.forEach((line, row) => {
    line.times.forEach((time, i) => {
      const value = line.values[i]
      if (value === null || value === undefined || time < from || time - step > to) return
      // both edges are rounded alike, so that neighbours neither overlap nor part
      const left = Math.round(((time - step - from) / (to - from)) * width)
      const right = Math.round(((time - from) / (to - from)) * width)
      pen.globalAlpha = 0.08 + 0.92 * (high === low ? 1 : (value - low) / (high - low))
      pen.fillRect(
        Math.floor(left),
        row * rowHeight,
        Math.max(1, Math.ceil(right) - Math.floor(left)),
        Math.max(1, rowHeight - 1)
      )
    })
  })
}
