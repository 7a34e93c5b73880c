import { useEffect, useState } from 'preact/hooks'
import { t } from '../text'
import { Button } from './Button'

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

export function Copy({ text, label }: { text: string | (() => string); label?: string }) {
  const [done, setDone] = useState<'yes' | 'no' | null>(null)
  useEffect(() => {
    if (done === null) return
    const timer = setTimeout(() => setDone(null), 2000)
    return () => clearTimeout(timer)
  }, [done])
  const copy = async () => setDone((await toClipboard(typeof text === 'string' ? text : text())) ? 'yes' : 'no')
  const name = done === 'yes' ? t('copied') : done === 'no' ? t('copy.refused') : (label ?? t('copy'))
  const icon = done === 'yes' ? 'check' : done === 'no' ? 'error' : 'copy'
  return label === undefined ? (
    <Button kind="quiet" icon={icon} label={name} onClick={copy} />
  ) : (
    <Button icon={icon} onClick={copy}>
      {name}
    </Button>
  )
}
