import type { ComponentChildren } from 'preact'
import './card.css'

interface CardProps {
  title?: ComponentChildren
  note?: ComponentChildren
  actions?: ComponentChildren
  /** Without the inner space: for tables and editors that reach the border. */
  flush?: boolean
  class?: string
  children: ComponentChildren
}

export function Card({ title, note, actions, flush, children, ...rest }: CardProps) {
  return (
    <section class={`card ${flush ? 'flush' : ''} ${rest.class ?? ''}`}>
      {(title !== undefined || actions !== undefined) && (
        <header>
          <h2>{title}</h2>
          {note !== undefined && <span class="note">{note}</span>}
          {actions !== undefined && <div class="actions">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  )
}
