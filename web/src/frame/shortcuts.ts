import { useEffect } from 'preact/hooks'
import { isLive, pause, resume } from '../state/range'
import { go, href } from '../state/route'

const places: Record<string, string> = { o: '/', p: '/pipelines', d: '/dashboards', e: '/explore', s: '/system' }
const secondKeyMillis = 1_500

function typing(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null
  return !!element?.closest?.('input, textarea, select, [contenteditable], .editor, dialog')
}

/** The keys that work anywhere but where text is typed; `g` waits a moment for its second key. */
export function useShortcuts(open: (overlay: 'search' | 'keys') => void): void {
  useEffect(() => {
    let going = 0
    const press = (key: KeyboardEvent) => {
      if (key.ctrlKey || key.metaKey || key.altKey || key.defaultPrevented || typing(key.target)) return
      const place = places[key.key]
      if (place !== undefined && Date.now() - going < secondKeyMillis) {
        going = 0
        key.preventDefault()
        go(href(place))
        return
      }
      going = key.key === 'g' ? Date.now() : 0
      if (key.key === '/') open('search')
      else if (key.key === '?') open('keys')
      else if (key.key === 'l') {
        if (isLive.value) pause()
        else resume()
      } else return
      key.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
