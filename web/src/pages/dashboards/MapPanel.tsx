import { useEffect, useRef, useState } from 'preact/hooks'
import { amount } from '../../api/digits'
import { raudal } from '../../api/raudal'
import type { Row } from '../../api/types'
import { penOf } from '../../chart/canvas'
import { paint } from '../../chart/colour'
import { land, type Ring } from '../../chart/land'
import { Empty, Failure } from '../../parts/Message'
import { RowTable } from '../../parts/RowTable'
import { Skeleton } from '../../parts/Skeleton'
import { second } from '../../state/clock'
import { isDark } from '../../state/preferences'
import { edges, range } from '../../state/range'
import { useResource } from '../../state/resource'
import { many, t } from '../../text'
import { exact, measured } from '../../text/numbers'
import { frameOf, project, type MapFrame, type MapPoint } from './mapframe'
import { byOf, panelTitle, valuesOf, type PanelContext } from './panel'

const againMillis = 10_000
const reach = 16

/** The newest row of each key at its place on the Earth; the value is the dot's size. */
export function MapPanel({ pipeline, panel, view, filter, height, asTable }: PanelContext) {
  const shown = range.value
  const turn = shown.live ? Math.floor(second.value / againMillis) : `${shown.from} ${shown.to}`
  const limit = panel.limit ?? 2000
  const rows = useResource(
    signal => {
      const [from, to] = edges(shown)
      return raudal.rows(pipeline, view.name, { from, to: to + (view.windowSeconds ?? 0) * 2000, limit, filter }, signal)
    },
    [pipeline, view.name, JSON.stringify(filter), limit, turn]
  )
  const canvas = useRef<HTMLCanvasElement>(null)
  const [coasts, setCoasts] = useState<Ring[] | null>(null)
  const [width, setWidth] = useState(0)
  const [hovered, setHovered] = useState<MapPoint | null>(null)
  const dark = isDark()
  useEffect(() => void land().then(setCoasts), [])
  const value = valuesOf(panel, view)[0]
  const points = rows.data ? pointsOf(rows.data.rows, byOf(panel, view), panel.latitude, panel.longitude, value) : []
  const frame = frameOf(points, width, height)
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [rows.data !== null, asTable])
  useEffect(() => {
    if (canvas.current && width > 0) drawMap(canvas.current, frame, coasts ?? [], points)
  }, [rows.data, coasts, width, height, dark, asTable])
  if (panel.latitude === undefined || panel.longitude === undefined)
    return <Empty title={t('map.place')} text={t('map.place.text')} />
  if (!rows.data) {
    return rows.problem ? (
      <Failure problem={rows.problem} affected={t('failure.part')} onRetry={rows.reload} />
    ) : (
      <Skeleton height={Math.max(16, height - 8)} />
    )
  }
  if (asTable) return <RowTable label={panelTitle(panel)} columns={rows.data.columns} rows={rows.data.rows} />
  const move = (pointer: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect()
    let best: MapPoint | null = null
    let distance = reach
    for (const point of points) {
      const [x, y] = project(frame, point.longitude, point.latitude)
      const away = Math.hypot(x - (pointer.clientX - box.left), y - (pointer.clientY - box.top))
      if (away < distance) [best, distance] = [point, away]
    }
    setHovered(best)
  }
  const [x, y] = hovered ? project(frame, hovered.longitude, hovered.latitude) : [0, 0]
  const n = many('map.points', points.length, exact(points.length))
  return (
    <div class="map" style={{ height: `${height}px` }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${panelTitle(panel)}: ${n}`}
        onPointerMove={move}
        onPointerLeave={() => setHovered(null)}
      />
      <span class="small muted note">
        {n}
        {rows.data.truncated && ` · ${t('rows.truncated', { n: exact(limit) })}`}
      </span>
      {hovered && (
        <div class="tooltip" style={{ left: `${Math.max(0, Math.min(x + 12, width - 200))}px`, top: `${y + 12}px` }}>
          <strong>{hovered.label}</strong>
          {value !== undefined && (
            <span>
              {value}: <b>{measured(hovered.value, panel.unit)}</b>
            </span>
          )}
        </div>
      )}
    </div>
  )
}

function pointsOf(rows: readonly Row[], by: string[], latitude?: string, longitude?: string, value?: string): MapPoint[] {
  const newest = new Map<string, MapPoint>()
  for (const row of rows) {
    const [lat, lon] = [amount(row[latitude ?? '']), amount(row[longitude ?? ''])]
    if (lat === null || lon === null) continue
    const label = by.map(column => String(row[column] ?? '∅')).join(' · ')
    const key = by.length === 0 ? `${newest.size}` : label
    newest.set(key, { label, latitude: lat, longitude: lon, value: value === undefined ? null : amount(row[value]) })
  }
  return [...newest.values()]
}

function drawMap(canvas: HTMLCanvasElement, frame: MapFrame, coasts: readonly Ring[], points: readonly MapPoint[]): void {
  const { width, height } = frame
  const pen = penOf(canvas, width, height, '--surface')
  pen.beginPath()
  for (const turn of [-360, 0, 360]) {
    for (const ring of coasts) {
      ring.forEach(([longitude, latitude], i) => {
        const [x, y] = project(frame, longitude + turn, latitude)
        if (i === 0) pen.moveTo(x, y)
        else pen.lineTo(x, y)
      })
      pen.closePath()
    }
  }
  pen.fillStyle = paint('--page')
  pen.strokeStyle = paint('--edge')
  pen.lineWidth = 0.6
  pen.fill()
  pen.stroke()
  const most = Math.max(1e-9, ...points.map(point => Math.abs(point.value ?? 0)))
  pen.fillStyle = paint('--accent')
  pen.strokeStyle = paint('--page')
  for (const point of [...points].sort((a, b) => (b.value ?? 0) - (a.value ?? 0))) {
    const [x, y] = project(frame, point.longitude, point.latitude)
    const radius = 3 + 9 * Math.sqrt(Math.abs(point.value ?? 0) / most)
    pen.beginPath()
    pen.arc(x, y, radius, 0, Math.PI * 2)
    pen.globalAlpha = 0.72
    pen.fill()
    pen.globalAlpha = 1
    pen.stroke()
  }
}
