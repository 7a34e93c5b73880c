import { Button } from '../parts/Button'
import { Icon } from '../parts/Icon'
import { href } from '../state/route'
import { t } from '../text'
import type { Crumb } from './Frame'
import { LinkChip } from './LinkChip'
import { RangePicker } from './RangePicker'
import { LanguageButton, ThemeButton } from './ReaderButtons'
import './topbar.css'

interface TopBarProps {
  crumbs: Crumb[]
  ranged: boolean
  onMenu: () => void
  onSearch: () => void
}

export function TopBar({ crumbs, ranged, onMenu, onSearch }: TopBarProps) {
  const last = crumbs.length - 1
  return (
    <header class={`topbar ${ranged ? 'ranged' : ''}`}>
      <Button kind="quiet" icon="menu" class="menu" label={t('nav.open')} onClick={onMenu} />
      <nav class="crumbs" aria-label={t('crumbs')}>
        <ol>
          {crumbs.map((crumb, at) => (
            <li key={at}>
              {at === last ? (
                <span aria-current="page">{crumb.label}</span>
              ) : (
                <a href={href(crumb.path ?? '/')}>{crumb.label}</a>
              )}
              {at < last && <Icon name="chevron" size={10} />}
            </li>
          ))}
        </ol>
      </nav>
      {ranged && <RangePicker />}
      <LinkChip />
      <div class="tools">
        <Button kind="quiet" icon="search" label={t('search.open')} onClick={onSearch} />
        <LanguageButton />
        <ThemeButton />
      </div>
    </header>
  )
}
