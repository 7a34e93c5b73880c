import { useRef, useState } from 'preact/hooks'
import type { Panel, Pipeline } from '../../api/types'
import { t } from '../../text'
import { clamp, gapPixels, gridColumns, middleWidth, moved, rowPixels, sizeOf } from './layout'
import { PanelCard } from './PanelCard'
import { panelTitle } from './panel'

interface PanelGridProps {
  pipeline: Pipeline
  panels: Panel[]
  editing: boolean
  onChange: (panels: Panel[]) => void
  onEdit: (at: number) => void
}

/** Panels in their order on twelve columns; the mouse drags and sizes them by their handles, the keys do the same. */
export function PanelGrid({ pipeline, panels, editing, onChange, onEdit }: PanelGridProps) {
  const grid = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const say = (panel: Panel, at: number) => {
    const { width, height } = sizeOf(panel)
    setSaid(t('panel.said', { title: panelTitle(panel), at: at + 1, all: panels.length, width, height }))
  }
  const move = (from: number, to: number) => {
    if (to < 0 || to >= panels.length || to === from) return from
    onChange(moved(panels, from, to))
    say(panels[from]!, to)
    return to
  }
  const size = (at: number, width: number, height: number) => {
    const panel = { ...panels[at]!, width: clamp(width), height: clamp(height) }
    const before = sizeOf(panels[at]!)
    if (before.width === panel.width && before.height === panel.height) return
    onChange(panels.map((one, index) => (index === at ? panel : one)))
    say(panel, at)
  }
  const press = (key: KeyboardEvent, at: number) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key.key]
    if (!step) return
    key.preventDefault()
    const { width, height } = sizeOf(panels[at]!)
    if (key.shiftKey) return size(at, width + step[0]!, height + step[1]!)
    const to = move(at, at + step[0]! + step[1]!)
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-at="${to}"] .handle`)?.focus())
  }
  const drag = (down: PointerEvent, start: number) => {
    down.preventDefault()
    let at = start
    let order = panels
    /** Where panels differ in size, the one just passed may lie under the pointer again: it is not passed back at once. */
    let passed: Panel | null = null
    setDragged(at)
    const over = (event: PointerEvent) => {
      const target = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-at]')
      const to = target ? Number(target.dataset.at) : at
      if (to === at) passed = null
      if (to === at || order[to] === passed) return
      passed = order[to]!
      order = moved(order, at, to)
      at = to
      onChange(order)
      setDragged(at)
    }
    follow(over, () => setDragged(null))
  }
  const stretch = (down: PointerEvent, at: number) => {
    down.preventDefault()
    const begun = sizeOf(panels[at]!)
    const column = (grid.current!.clientWidth + gapPixels) / gridColumns
    follow(event => {
      const width = begun.width + (event.clientX - down.clientX) / column
      const height = begun.height + (event.clientY - down.clientY) / (rowPixels + gapPixels)
      size(at, width, height)
    })
  }
  return (
    <div class={`panels ${editing ? 'editing' : ''}`} ref={grid}>
      {panels.map((panel, at) => {
        const { width, height } = sizeOf(panel)
        return (
          <div
            key={`${at} ${panel.view ?? panel.sql} ${panel.chart}`}
            data-at={at}
            class={`place ${dragged === at ? 'dragged' : ''}`}
            style={{ '--w': width, '--m': middleWidth(width), '--h': height }}
          >
            <PanelCard
              pipeline={pipeline}
              panel={panel}
              editing={editing}
              onEdit={() => onEdit(at)}
              onRemove={() => onChange(panels.filter((_, index) => index !== at))}
              onGrab={down => drag(down, at)}
              onStretch={down => stretch(down, at)}
              onKey={key => press(key, at)}
            />
          </div>
        )
      })}
      <p class="unseen" aria-live="polite">
        {said}
      </p>
    </div>
  )
}

function follow(move: (event: PointerEvent) => void, done: () => void = () => undefined): void {
  const up = () => {
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', up)
    done()
  }
  addEventListener('pointermove', move)
  addEventListener('pointerup', up)
}
