import type { Title } from '../../api/types'
import { language } from '../../state/preferences'

/** Whether a dashboard may be called so: as streams and views are. */
export function isName(text: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(text)
}

/** A title in the reader's language, or in any that there is. */
export function titleText(title: Title | undefined): string | undefined {
  if (title === undefined || typeof title === 'string') return title
  return title[language.value] ?? Object.values(title)[0]
}

/** A title with its text in the reader's language changed; the other languages stay. */
export function withTitleText(title: Title | undefined, text: string): Title | undefined {
  if (title !== undefined && typeof title !== 'string') return { ...title, [language.value]: text }
  return text === '' ? undefined : text
}
