import { effect, signal } from '@preact/signals'

export type Language = 'en' | 'es'
export type Theme = 'system' | 'light' | 'dark'

/** A choice of the reader that outlives the page; storage that is refused or full costs only that. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`raudal.${name}`)
  } catch {
    return null
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`raudal.${name}`, value)
  } catch {
    // the choice lasts as long as the page
  }
}

function firstLanguage(): Language {
  const chosen = kept('language') ?? navigator.language
  return chosen.startsWith('es') ? 'es' : 'en'
}

function firstTheme(): Theme {
  const chosen = kept('theme')
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

export const language = signal<Language>(firstLanguage())
export const theme = signal<Theme>(firstTheme())
export const narrowSide = signal(kept('side') === 'narrow')

const systemDark = matchMedia('(prefers-color-scheme: dark)')
const systemIsDark = signal(systemDark.matches)
systemDark.addEventListener('change', change => (systemIsDark.value = change.matches))

/** Whether what is seen is dark; read it where colours are painted rather than styled. */
export function isDark(): boolean {
  return theme.value === 'dark' || (theme.value === 'system' && systemIsDark.value)
}

export function followPreferences(): void {
  effect(() => {
    document.documentElement.lang = language.value
    keep('language', language.value)
  })
  effect(() => {
    if (theme.value === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme.value
    keep('theme', theme.value)
  })
  effect(() => keep('side', narrowSide.value ? 'narrow' : 'wide'))
}
