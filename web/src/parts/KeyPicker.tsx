import { useState } from 'preact/hooks'
import { raudal } from '../api/raudal'
import { useResource } from '../state/resource'
import { t } from '../text'
import { exact } from '../text/numbers'
import { Button } from './Button'
import { Check } from './Field'
import './keypicker.css'
import { Failure } from './Message'
import { Popover } from './Popover'
import { Skeleton } from './Skeleton'

interface KeyPickerProps {
  pipeline: string
  view: string
  column: string
  chosen: string[]
  onChoose: (values: string[]) => void
}

/** Chooses values of a key column, with search, and with how many rows each has. None chosen means all. */
export function KeyPicker(props: KeyPickerProps) {
  const { column, chosen, onChoose } = props
  const [open, setOpen] = useState(false)
  const label =
    chosen.length === 0 ? t('keypicker.all') : chosen.length === 1 ? chosen[0] : t('keypicker.some', { n: chosen.length })
  return (
    <Popover
      open={open}
      onClose={() => setOpen(false)}
      label={t('keypicker', { column })}
      class="keypicker"
      trigger={
        <Button icon="filter" pressed={chosen.length > 0} expanded={open} onClick={() => setOpen(!open)}>
          <span class="muted">{column}</span> <span class="chosen">{label}</span>
        </Button>
      }
    >
      <Values {...props} />
      {chosen.length > 0 && (
        <Button kind="quiet" onClick={() => onChoose([])}>
          {t('keypicker.clear')}
        </Button>
      )}
    </Popover>
  )
}

function Values({ pipeline, view, column, chosen, onChoose }: KeyPickerProps) {
  const [search, setSearch] = useState('')
  const query = { column, limit: 50, ...(search === '' ? {} : { search }) }
  const found = useResource(signal => raudal.keys(pipeline, view, query, signal), [pipeline, view, column, search])
  const listed = found.data?.keys.map(key => ({ value: String(key.value), rows: key.rows })) ?? []
  const missing = chosen.filter(value => search === '' && !listed.some(one => one.value === value))
  const toggle = (value: string, on: boolean) => onChoose(on ? [...chosen, value] : chosen.filter(one => one !== value))
  return (
    <div class="keyvalues">
      <input
        class="input"
        aria-label={t('keypicker.search', { column })}
        placeholder={t('keypicker.search', { column })}
        value={search}
        onInput={input => setSearch(input.currentTarget.value)}
      />
      {found.problem && <Failure problem={found.problem} affected={t('failure.part')} onRetry={found.reload} />}
      {!found.data && !found.problem && <Skeleton lines={4} />}
      <ul>
        {missing.map(value => (
          <li key={value}>
            <Check label={value} checked onChange={on => toggle(value, on)} />
          </li>
        ))}
        {listed.map(one => (
          <li key={one.value}>
            <Check label={one.value} checked={chosen.includes(one.value)} onChange={on => toggle(one.value, on)} />
            <span class="muted small">{exact(one.rows)}</span>
          </li>
        ))}
      </ul>
      {found.data?.more && <p class="small muted">{t('keypicker.more')}</p>}
      {found.data && listed.length === 0 && <p class="small muted">{t('keypicker.none')}</p>}
    </div>
  )
}
