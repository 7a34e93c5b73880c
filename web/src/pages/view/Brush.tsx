import { useEffect, useRef, useState } from 'preact/hooks'
import type { Filter } from '../../api/raudal'
import type { PipelineView } from '../../api/types'
import { penOf } from '../../chart/canvas'
import { colourProperty, paint } from '../../chart/colour'
import { useSeries } from '../../chart/useSeries'
import { now, second } from '../../state/clock'
import { isDark } from '../../state/preferences'
import { edges, range, showFixed, spanMillis } from '../../state/range'

interface BrushProps {
  pipeline: string
  view: PipelineView
  value: string
  filter: Filter
}

const wider = 8
const shortestPixels = 4

/** A wider stretch of time under the chart, with the range in it: drag it, its edges, or a new one. The chart's keys do the same. */
export function Brush({ pipeline, view, value, filter }: BrushProps) {
  const [around, setAround] = useState(() => stretch())
  const strip = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [dragged, setDragged] = useState<[number, number] | null>(null)
  const shown = range.value
  const [from, to] = dragged ?? edges(shown)
  if (shown.live) void second.value
  const [start, end] = around
  const outside = from < start || to > end + 1000
  const lopsided = to - from > (end - start) * 0.7 || to - from < (end - start) / 60
  const stale = shown.live && now() - end > (end - start) / 200
  useEffect(() => {
    if (!dragged && (outside || lopsided || stale)) setAround(stretch())
  }, [outside, lopsided, stale, dragged])

  const loaded = Math.round(start / ((end - start) / 50))
  const series = useSeries({
    pipeline,
    view,
    values: [value],
    by: view.key,
    top: 3,
    filter,
    points: 240,
    still: true,
    range: { live: false, from: loaded * ((end - start) / 50), to: end }
  })
  const dark = isDark()
  useEffect(() => draw(canvas.current!, series.lines, start, end), [series.lines, series.version, start, end, dark])

  const x = (time: number) => ((time - start) / (end - start)) * 100
  const press = (down: PointerEvent) => {
    const box = strip.current!.getBoundingClientRect()
    const time = (at: PointerEvent) => start + ((at.clientX - box.left) / box.width) * (end - start)
    const edge = (down.target as HTMLElement).dataset.edge
    const inWindow = (down.target as HTMLElement).closest('.window') !== null
    const begun = time(down)
    const moved = (at: PointerEvent): [number, number] => {
      const by = time(at) - begun
      if (edge === 'from') return [Math.min(from + by, to - 1000), to]
      if (edge === 'to') return [from, Math.max(to + by, from + 1000)]
      if (inWindow) return [from + by, to + by]
      return [Math.min(begun, time(at)), Math.max(begun, time(at))]
    }
    const element = strip.current!
    element.setPointerCapture(down.pointerId)
    const move = (at: PointerEvent) => setDragged(moved(at))
    const up = (at: PointerEvent) => {
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      setDragged(null)
      if (Math.abs(at.clientX - down.clientX) >= shortestPixels) showFixed(...moved(at))
    }
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
  }
  return (
    <div class="brush" ref={strip} aria-hidden="true" onPointerDown={press}>
      <canvas ref={canvas} />
      <div class="window" style={{ left: `${Math.max(0, x(from))}%`, right: `${Math.max(0, 100 - x(to))}%` }}>
        <i data-edge="from" />
        <i data-edge="to" />
      </div>
    </div>
  )
}

function stretch(): [number, number] {
  const shown = range.peek()
  const span = spanMillis(shown)
  const [from, to] = edges(shown)
  if (shown.live) return [to - span * wider, to + span * 0.02]
  const middle = (from + to) / 2
  const end = Math.max(to, Math.min(now(), middle + (span * wider) / 2))
  return [Math.min(from, end - span * wider), end]
}

function draw(
  canvas: HTMLCanvasElement,
  lines: readonly { times: number[]; values: (number | null)[]; colour: number | string }[],
  start: number,
  end: number
): void {
  const { clientWidth: width, clientHeight: height } = canvas
  const pen = penOf(canvas, width, height)
  let low = Infinity
  let high = -Infinity
  for (const line of lines) {
    for (const value of line.values) {
      if (value === null) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  const span = high - low || 1
  pen.globalAlpha = 0.7
  pen.lineWidth = 1
  for (const line of lines) {
    pen.strokeStyle = paint(colourProperty(line.colour))
    pen.beginPath()
    line.times.forEach((time, i) => {
      const value = line.values[i]
      if (value === null || value === undefined) return
      pen.lineTo(((time - start) / (end - start)) * width, height - 4 - ((value - low) / span) * (height - 8))
    })
    pen.stroke()
  }
}
