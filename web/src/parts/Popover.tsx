import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import './popover.css'

interface PopoverProps {
  open: boolean
  onClose: () => void
  trigger: ComponentChildren
  label: string
  align?: 'start' | 'end'
  class?: string
  children: ComponentChildren
}

/** What floats under its trigger; Escape or a click elsewhere closes it, and Escape gives the focus back. */
export function Popover({ open, onClose, trigger, label, align = 'start', children, ...rest }: PopoverProps) {
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const outside = (press: PointerEvent) => {
      if (!press.composedPath().includes(root.current!)) onClose()
    }
    const escape = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return
      key.stopPropagation()
      onClose()
      root.current?.querySelector<HTMLElement>('button')?.focus()
    }
    document.addEventListener('pointerdown', outside)
    root.current?.addEventListener('keydown', escape)
    root.current?.querySelector<HTMLElement>('.floating input, .floating button, .floating select')?.focus()
    return () => {
      document.removeEventListener('pointerdown', outside)
      root.current?.removeEventListener('keydown', escape)
    }
  }, [open])
  return (
    <div class={`popover ${rest.class ?? ''}`} ref={root}>
      {trigger}
      {open && (
        <div class={`floating ${align}`} role="dialog" aria-label={label}>
          {children}
        </div>
      )}
    </div>
  )
}
