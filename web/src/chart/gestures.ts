import type uPlot from 'uplot'

export interface Gestures {
  /** Moves the range by a share of its span; done says that the movement has ended. */
  onPan: (share: number, done: boolean) => void
  /** Makes the span so many times as long, around a place between 0 (left) and 1. */
  onZoom: (factor: number, around: number) => void
  onClick: () => void
}

const clickReach = 4

/** Pans by Shift and drag, by a finger, or by the wheel sideways; zooms by Ctrl and wheel; tells clicks from drags. */
export function bindGestures(drawn: uPlot, gestures: Gestures): () => void {
  const over = drawn.over
  let start: { x: number; y: number; pan: boolean } | null = null
  const down = (press: PointerEvent) => {
    if (press.button !== 0) return
    start = { x: press.clientX, y: press.clientY, pan: press.shiftKey || press.pointerType === 'touch' }
    if (start.pan) over.setPointerCapture(press.pointerId)
  }
  const move = (press: PointerEvent) => {
    if (start?.pan) gestures.onPan((start.x - press.clientX) / over.clientWidth, false)
  }
  const up = (press: PointerEvent) => {
    if (!start) return
    const still = Math.hypot(press.clientX - start.x, press.clientY - start.y) < clickReach
    if (still) gestures.onClick()
    else if (start.pan) gestures.onPan((start.x - press.clientX) / over.clientWidth, true)
    start = null
  }
  const cancel = () => {
    if (start?.pan) gestures.onPan(0, true)
    start = null
  }
  const wheel = (turn: WheelEvent) => {
    const zoom = turn.ctrlKey || turn.metaKey
    if (!zoom && Math.abs(turn.deltaX) <= Math.abs(turn.deltaY)) return
    turn.preventDefault()
    if (zoom) {
      const { left, width } = over.getBoundingClientRect()
      gestures.onZoom(Math.exp(Math.max(-1, Math.min(1, turn.deltaY / 200))), (turn.clientX - left) / width)
    } else gestures.onPan(turn.deltaX / over.clientWidth, true)
  }
  over.addEventListener('pointerdown', down)
  over.addEventListener('pointermove', move)
  over.addEventListener('pointerup', up)
  over.addEventListener('pointercancel', cancel)
  over.addEventListener('wheel', wheel, { passive: false })
  return () => {
    over.removeEventListener('pointerdown', down)
    over.removeEventListener('pointermove', move)
    over.removeEventListener('pointerup', up)
    over.removeEventListener('pointercancel', cancel)
    over.removeEventListener('wheel', wheel)
  }
}
