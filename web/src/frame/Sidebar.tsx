import { useLayoutEffect, useRef } from 'preact/hooks'
import { Button } from '../parts/Button'
import { Icon, type IconName } from '../parts/Icon'
import { status } from '../state/live'
import { narrowSide } from '../state/preferences'
import { href } from '../state/route'
import { t, type Word } from '../text'
import { LanguageButton, ThemeButton } from './ReaderButtons'
import './sidebar.css'

const places: { section: string; path: string; word: Word; icon: IconName }[] = [
  { section: 'overview', path: '/', word: 'nav.overview', icon: 'overview' },
  { section: 'pipelines', path: '/pipelines', word: 'nav.pipelines', icon: 'pipelines' },
  { section: 'dashboards', path: '/dashboards', word: 'nav.dashboards', icon: 'dashboards' },
  { section: 'explore', path: '/explore', word: 'nav.explore', icon: 'explore' },
  { section: 'system', path: '/system', word: 'nav.system', icon: 'system' }
]

export function Mark() {
  return (
    <svg class="mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="5" />
      <path d="M4 8c3-3 5 3 8 0s5-3 8 0M4 12.500c3-3 5 3 8 0s5-3 8 0M4 17c3-3 5 3 8 0s5-3 8 0" />
    </svg>
  )
}

interface SidebarProps {
  section: string
  /** On a phone the sidebar is a sheet, open or not. */
  open: boolean
  onClose: () => void
}

export function Sidebar({ section, open, onClose }: SidebarProps) {
  const side = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (!open) return
    side.current?.querySelector('a')?.focus()
    const escape = (key: KeyboardEvent) => key.key === 'Escape' && onClose()
    addEventListener('keydown', escape)
    return () => removeEventListener('keydown', escape)
  }, [open])
  const unwell = status.value !== null && (!status.value.log.ready || !status.value.store.ready)
  return (
    <>
      {open && <div class="sheet-veil" onClick={onClose} />}
      <nav ref={side} class={`sidebar ${open ? 'open' : ''}`} aria-label={t('nav')}>
        <a class="brand" href={href('/')} aria-label="Raudal" onClick={onClose}>
          <Mark />
          <span>Raudal</span>
        </a>
        <ul>
          {places.map(place => (
            <li key={place.section}>
              <a
                href={href(place.path)}
                aria-current={place.section === section ? 'page' : undefined}
                title={t(place.word)}
                onClick={onClose}
              >
                <Icon name={place.icon} />
                <span>{t(place.word)}</span>
                {place.section === 'system' && unwell && <i class="alarm" title={t('nav.unwell')} />}
              </a>
            </li>
          ))}
        </ul>
        <div class="foot">
          <div class="reader">
            <LanguageButton />
            <ThemeButton />
          </div>
          <Button
            kind="quiet"
            icon="side"
            class="collapse"
            label={narrowSide.value ? t('nav.widen') : t('nav.narrow')}
            onClick={() => (narrowSide.value = !narrowSide.value)}
          />
        </div>
      </nav>
    </>
  )
}
