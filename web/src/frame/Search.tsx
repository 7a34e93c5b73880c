import { useEffect, useState } from 'preact/hooks'
import { Dialog } from '../parts/Dialog'
import { Icon, type IconName } from '../parts/Icon'
import { go } from '../state/route'
import { t, type Word } from '../text'
import { findKeys, findNames, type Found } from './find'
import './search.css'

const icons: Record<Found['kind'], IconName> = {
  pipeline: 'pipelines',
  stream: 'stream',
  view: 'view',
  dashboard: 'dashboards',
  key: 'filter'
}
const keyWaitMillis = 200

/** Finds pipelines, streams, views, dashboards and keys by a part of their names. */
export function Search({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const [keys, setKeys] = useState<Found[]>([])
  const [at, setAt] = useState(0)
  useEffect(() => {
    setKeys([])
    if (text.trim().length < 2) return
    const controller = new AbortController()
    const timer = setTimeout(() => {
      void findKeys(text.trim(), controller.signal).then(found => controller.signal.aborted || setKeys(found))
    }, keyWaitMillis)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [text])
  const found = [...findNames(text.trim()), ...keys]
  const chosen = Math.min(at, found.length - 1)
  const open = (one: Found | undefined) => {
    if (!one) return
    onClose()
    go(one.address)
  }
  const press = (key: KeyboardEvent) => {
    if (key.key === 'ArrowDown') setAt(Math.min(found.length - 1, chosen + 1))
    else if (key.key === 'ArrowUp') setAt(Math.max(0, chosen - 1))
    else if (key.key === 'Enter') open(found[chosen])
    else return
    key.preventDefault()
  }
  return (
    <Dialog title={t('search')} onClose={onClose}>
      <div class="search">
        <input
          class="input"
          role="combobox"
          aria-label={t('search.label')}
          aria-expanded={found.length > 0}
          aria-controls="search-found"
          aria-activedescendant={found.length > 0 ? `found-${chosen}` : undefined}
          placeholder={t('search.label')}
          value={text}
          autofocus
          spellcheck={false}
          onInput={input => {
            setText(input.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={press}
        />
        <ul id="search-found" role="listbox" aria-label={t('search.found')}>
          {found.map((one, index) => (
            <li
              key={one.kind + one.address}
              id={`found-${index}`}
              role="option"
              aria-selected={index === chosen}
              onClick={() => open(one)}
              onPointerMove={() => setAt(index)}
            >
              <Icon name={icons[one.kind]} />
              <span class="name">{one.name}</span>
              <span class="muted small">{one.where}</span>
              <span class="push muted small">{t(`kind.${one.kind}` as Word)}</span>
            </li>
          ))}
        </ul>
        {found.length === 0 && <p class="muted">{text === '' ? t('search.hint') : t('search.none', { text })}</p>}
      </div>
    </Dialog>
  )
}
