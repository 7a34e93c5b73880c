import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type uPlot from 'uplot'
import { now } from '../state/clock'
import { isDark, language } from '../state/preferences'
import { spanMillis, utc, type Range } from '../state/range'
import { t } from '../text'
import { align, stack } from './align'
import './chart.css'
import { crosshair } from './crosshair'
import { bindGestures } from './gestures'
import type { Line } from './line'
import { isFilled, plot, type ChartKind } from './plot'
import { Tooltip } from './Tooltip'

export interface TimeChartProps {
  label: string
  lines: readonly Line[]
  /** Changes when points of the lines did. */
  version: number
  range: Range
  /** How far points are apart in time where none is missing, in milliseconds; 0 if not known. */
  step: number
  kind: ChartKind
  stacked?: boolean
  unit?: string
  height: number
  onRange?: (from: number, to: number, done: boolean) => void
  onReset?: () => void
}

/** Lines over time. What it shows follows the range by whole pixels; what was done to it is told, and the range decides. */
export function TimeChart(props: TimeChartProps) {
  const { lines, version, range, step, kind, unit = '', height } = props
  const stacked = props.stacked === true && lines.length > 1
  const frame = useRef<HTMLDivElement>(null)
  const target = useRef<HTMLDivElement>(null)
  const drawn = useRef<uPlot | null>(null)
  const newest = useRef(props)
  newest.current = props
  const self = useMemo(() => ({}), [])
  const [width, setWidth] = useState(0)
  const [cursor, setCursor] = useState<{ time: number; left: number } | null>(null)
  const [pinned, setPinned] = useState<number | null>(null)
  const panned = useRef<[number, number] | null>(null)

  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)))
    observer.observe(frame.current!)
    return () => observer.disconnect()
  }, [])

  const shape = `${lines.map(line => `${line.id} ${line.colour}`).join('\n')} ${kind} ${stacked} ${unit}`
  const looks = `${isDark()} ${language.value} ${utc.value}`
  useEffect(() => {
    if (width === 0) return
    const one = plot(
      target.current!,
      { kind, stacked, unit, lines, width, height },
      {
        onCursor: at => {
          const left = at.cursor.left ?? -1
          if (left < 0) {
            setCursor(null)
            if (crosshair.peek()?.source === self) crosshair.value = null
            return
          }
          const time = at.posToVal(left, 'x')
          if (at.cursor.event === undefined || at.cursor.event === null) return
          setCursor({ time, left })
          crosshair.value = { time, source: self }
        },
        onSelect: (from, to) => newest.current.onRange?.(from, to, true),
        onReset: () => {
          setPinned(null)
          newest.current.onReset?.()
        },
        onDraw: () => undefined
      }
    )
    drawn.current = one
    const unbind = bindGestures(one, {
      onPan: (share, done) => pan(share, done),
      onZoom: (factor, around) => zoom(factor, around),
      onClick: () => setPinned(before => (before === null ? (crosshair.peek()?.time ?? null) : null))
    })
    feed()
    return () => {
      unbind()
      drawn.current = null
      one.destroy()
    }
  }, [width > 0, shape, looks])

  useEffect(() => drawn.current?.setSize({ width, height }), [width, height])

  const shown = (): [number, number] => {
    if (panned.current) return panned.current
    const of = newest.current.range
    if (!of.live) return [of.from, of.to]
    const pixel = of.span / Math.max(1, drawn.current?.over.clientWidth ?? 1000)
    const to = Math.floor(now() / pixel) * pixel
    return [to - of.span, to]
  }

  const feed = () => {
    const one = drawn.current
    if (!one) return
    const [from, to] = shown()
    const of = newest.current
    const bucketMillis = (to - from) / Math.max(100, one.over.clientWidth)
    const { times, columns } = align(of.lines, { from, to, step: of.step, bucketMillis })
    const tops = of.stacked && of.lines.length > 1 ? stack(columns).reverse() : columns
    one.batch(() => {
      one.setData([times, ...tops] as uPlot.AlignedData, false)
      one.setScale('x', { min: from, max: to })
    })
  }
  useEffect(feed, [version, lines, step, width, range.live ? range.span : range.from, range.live ? 0 : range.to])

  useEffect(() => {
    if (!range.live) return
    let handle = 0
    const turn = () => {
      handle = requestAnimationFrame(turn)
      const one = drawn.current
      if (!one || panned.current) return
      const [from, to] = shown()
      if (one.scales.x!.max === to && one.scales.x!.min === from) return
      // an open window stands at the right edge, so it moves along
      if (newest.current.lines.some(line => line.open > 0)) feed()
      else one.setScale('x', { min: from, max: to })
    }
    handle = requestAnimationFrame(turn)
    return () => cancelAnimationFrame(handle)
  }, [range.live, range.live ? range.span : 0])

  useEffect(
    () =>
      crosshair.subscribe(at => {
        const one = drawn.current
        if (!one || at?.source === self) return
        one.setCursor(at === null ? { left: -10, top: -10 } : { left: one.valToPos(at.time, 'x'), top: 1 })
      }),
    []
  )

  const pan = (share: number, done: boolean) => {
    const [from, to] = bounds(newest.current.range)
    const by = share * (to - from)
    panned.current = done ? null : [from + by, to + by]
    if (!done) feed()
    else if (share !== 0) newest.current.onRange?.(from + by, to + by, true)
    else feed()
  }
  const zoom = (factor: number, around: number) => {
    const [from, to] = bounds(newest.current.range)
    const span = (to - from) * factor
    const middle = from + (to - from) * around
    newest.current.onRange?.(middle - span * around, middle + span * (1 - around), false)
  }
  const moveCursor = (pixels: number) => {
    const one = drawn.current
    if (!one) return
    const before = (one.cursor.left ?? -1) >= 0 ? one.cursor.left! : one.over.clientWidth
    const left = Math.max(0, Math.min(one.over.clientWidth, before + pixels))
    one.setCursor({ left, top: 1 })
    const time = one.posToVal(left, 'x')
    setCursor({ time, left })
    crosshair.value = { time, source: self }
  }
  const press = (key: KeyboardEvent) => {
    const step = key.key === 'ArrowRight' ? 1 : key.key === 'ArrowLeft' ? -1 : 0
    if (step !== 0 && key.shiftKey) moveCursor(step * 8)
    else if (step !== 0 && props.onRange) pan(step * 0.1, true)
    else if ((key.key === '+' || key.key === '=') && props.onRange) zoom(0.5, 0.5)
    else if ((key.key === '-' || key.key === '−') && props.onRange) zoom(2, 0.5)
    else if (key.key === '0' && props.onReset) props.onReset()
    else if (key.key === 'Escape' && (pinned !== null || cursor)) {
      setPinned(null)
      setCursor(null)
    } else return
    key.preventDefault()
    key.stopPropagation()
  }

  const tip = pinned ?? cursor?.time ?? null
  const left = tip === null || !drawn.current ? 0 : drawn.current.valToPos(tip, 'x')
  const inside = tip !== null && drawn.current !== null && left >= 0 && left <= drawn.current.over.clientWidth
  return (
    <div
      ref={frame}
      class="chart"
      role="group"
      aria-label={t('chart.label', { label: props.label })}
      tabIndex={0}
      onKeyDown={press}
      style={{ height: `${height}px` }}
    >
      <div ref={target} aria-hidden="true" />
      {inside && (
        <Tooltip
          time={tip!}
          left={left + drawn.current!.over.offsetLeft}
          frameWidth={width}
          lines={lines}
          reach={Math.max(step * 0.75, (spanMillis(range) / Math.max(1, width)) * 6)}
          unit={unit}
          pinned={pinned !== null}
          total={isFilled({ kind, stacked }) && stacked}
        />
      )}
    </div>
  )
}

function bounds(range: Range): [number, number] {
  if (!range.live) return [range.from, range.to]
  const to = now()
  return [to - range.span, to]
}
