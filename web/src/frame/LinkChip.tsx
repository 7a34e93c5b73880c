import { useEffect, useState } from 'preact/hooks'
import { heardAt, link, retryNow } from '../state/live'
import { t } from '../text'
import { duration } from '../text/times'
import './linkchip.css'

/** Whether what is seen is fresh: the state of the one connection, said aloud when it changes. */
export function LinkChip() {
  const state = link.value
  const [at, setAt] = useState(Date.now())
  useEffect(() => {
    if (state.state !== 'lost') return
    setAt(Date.now())
    const timer = setInterval(() => setAt(Date.now()), 500)
    return () => clearInterval(timer)
  }, [state])
  if (state.state !== 'lost') {
    const open = state.state === 'open'
    return (
      <span class={`linkchip ${open ? 'open' : ''}`} role="status" title={t(open ? 'link.open.title' : 'link.connecting')}>
        <i />
        <span class="text">{t(open ? 'link.open' : 'link.connecting')}</span>
      </span>
    )
  }
  const age = duration(at - (heardAt.value || state.since))
  const wait = Math.max(0, Math.ceil((state.retryAt - at) / 1000))
  return (
    <span class="linkchip lost">
      <i />
      <span role="alert" class="unseen">
        {t('link.lost')}
      </span>
      <span class="text" aria-hidden="true" title={t('link.lost.title', { age, wait })}>
        {t('link.lost')} · {age}
      </span>
      <button type="button" onClick={retryNow}>
        {t('retry')}
      </button>
    </span>
  )
}
