import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../text'
import { Button } from './Button'
import './dialog.css'

interface DialogProps {
  title: string
  /** From the right, as tall as the window, or in the middle. */
  place?: 'middle' | 'side'
  onClose: () => void
  children: ComponentChildren
  footer?: ComponentChildren
}

/** A modal dialog of the browser's own: it keeps the focus inside, Escape closes it, and the focus goes back after. */
export function Dialog({ title, place = 'middle', onClose, children, footer }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current!
    element.showModal()
    return () => element.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      class={`dialog ${place}`}
      aria-label={title}
      onCancel={cancel => {
        cancel.preventDefault()
        onClose()
      }}
      onClick={click => {
        if (click.target === dialog.current) onClose()
      }}
    >
      <div class="body">
        <header>
          <h2>{title}</h2>
          <Button kind="quiet" icon="close" label={t('close')} onClick={onClose} />
        </header>
        <div class="content">{children}</div>
        {footer && <footer>{footer}</footer>}
      </div>
    </dialog>
  )
}
