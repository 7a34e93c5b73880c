import { computed, signal } from '@preact/signals'

const place = signal({ path: location.pathname, search: location.search })

/** The path's parts, decoded: `/views/plant/temperature` is `['views', 'plant', 'temperature']`. */
export const parts = computed(() =>
  place.value.path
    .split('/')
    .filter(part => part !== '')
    .map(decoded)
)
export const parameters = computed(() => new URLSearchParams(place.value.search))

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** What stays in the address from page to page: the time range and its zone. */
const travelling = ['range', 'from', 'to', 'zone']

export function href(path: string, own: Record<string, string> = {}): string {
  const search = new URLSearchParams()
  for (const name of travelling) {
    const value = parameters.value.get(name)
    if (value !== null) search.set(name, value)
  }
  for (const [name, value] of Object.entries(own)) search.set(name, value)
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

export function pathTo(...names: string[]): string {
  return '/' + names.map(encodeURIComponent).join('/')
}

function follow(): void {
  place.value = { path: location.pathname, search: location.search }
}

export function go(address: string): void {
  history.pushState(null, '', address)
  follow()
  scrollTo(0, 0)
}

/** Changes parameters of the address; null takes one away, a list repeats it. A step is one that Back should undo. */
export function setParameters(change: Record<string, string | string[] | null>, step = false): void {
  const search = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(change)) {
    search.delete(name)
    if (Array.isArray(value)) for (const one of value) search.append(name, one)
    else if (value !== null) search.set(name, value)
  }
  const text = search.toString()
  const address = location.pathname + (text === '' ? '' : `?${text}`)
  if (address === location.pathname + location.search) return
  if (step) history.pushState(null, '', address)
  else history.replaceState(null, '', address)
  follow()
}

/** Lets plain clicks on links of this host change the page without loading it anew. */
export function followLinks(): void {
  addEventListener('popstate', follow)
  document.addEventListener('click', click => {
    if (click.defaultPrevented || click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return
    const link = (click.target as Element | null)?.closest('a')
    if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return
    if (link.pathname.startsWith('/api/')) return
    click.preventDefault()
    go(link.pathname + link.search)
  })
}
