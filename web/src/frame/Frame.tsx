import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Failure } from '../parts/Message'
import { link } from '../state/live'
import { pipelines, pipelinesProblem, reloadPipelines } from '../state/pipelines'
import { narrowSide } from '../state/preferences'
import { t } from '../text'
import './frame.css'
import { KeyList } from './KeyList'
import { Search } from './Search'
import { useShortcuts } from './shortcuts'
import { Sidebar } from './Sidebar'
import { TopBar } from './TopBar'

export interface Crumb {
  label: string
  path?: string
}

interface FrameProps {
  section: string
  crumbs: Crumb[]
  ranged: boolean
  children: ComponentChildren
}

export function Frame({ section, crumbs, ranged, children }: FrameProps) {
  const [overlay, setOverlay] = useState<'menu' | 'search' | 'keys' | null>(null)
  const close = () => setOverlay(null)
  useShortcuts(setOverlay)
  const lost = link.value.state === 'lost'
  const unknown = pipelines.value === null && pipelinesProblem.value
  return (
    <div class={`frame ${narrowSide.value ? 'narrow' : ''}`}>
      <a class="skip" href="#main" onClick={skip}>
        {t('skip')}
      </a>
      <Sidebar section={section} open={overlay === 'menu'} onClose={close} />
      <div class="column">
        <TopBar crumbs={crumbs} ranged={ranged} onMenu={() => setOverlay('menu')} onSearch={() => setOverlay('search')} />
        <main id="main" tabIndex={-1} data-stale={lost ? 'yes' : undefined}>
          {unknown ? (
            <Failure problem={unknown} affected={t('failure.everything')} onRetry={() => void reloadPipelines()} />
          ) : (
            children
          )}
        </main>
      </div>
      {overlay === 'search' && <Search onClose={close} />}
      {overlay === 'keys' && <KeyList onClose={close} />}
    </div>
  )
}

function skip(click: MouseEvent): void {
  click.preventDefault()
  document.getElementById('main')?.focus()
}
