import { useState } from 'preact/hooks'
import { parse, written } from '../api/digits'
import { t } from '../text'
import './json.css'

/** An event's text: its JSON folded to one line, opened to an indented one; what is no JSON stays as it came. */
export function Json({ text, note }: { text: string; note?: string }) {
  const [open, setOpen] = useState(false)
  const value = parsed(text)
  return (
    <div class="json">
      <button type="button" aria-expanded={open} aria-label={open ? t('fold') : t('unfold')} onClick={() => setOpen(!open)}>
        <span aria-hidden="true">{open ? '−' : '+'}</span>
      </button>
      {open ? <pre>{value === undefined ? text : written(value, 2)}</pre> : <code title={note}>{text}</code>}
    </div>
  )
}

function parsed(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}
