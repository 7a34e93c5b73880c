import { Button } from '../parts/Button'
import { language, theme, type Theme } from '../state/preferences'
import { t, type Word } from '../text'

/** Named in the language that it leads to, for those who cannot read the one that is shown. */
export function LanguageButton() {
  const other = language.value === 'en' ? 'es' : 'en'
  const label = other === 'es' ? 'Español' : 'English'
  return (
    <button
      type="button"
      class="button quiet language"
      lang={other}
      title={label}
      aria-label={`${other.toUpperCase()}: ${label}`}
      onClick={() => (language.value = other)}
    >
      {other.toUpperCase()}
    </button>
  )
}

const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const icons = { system: 'half', light: 'sun', dark: 'moon' } as const

export function ThemeButton() {
  const label = t('theme', { theme: t(`theme.${theme.value}` as Word) })
  return <Button kind="quiet" icon={icons[theme.value]} label={label} onClick={() => (theme.value = next[theme.value])} />
}
