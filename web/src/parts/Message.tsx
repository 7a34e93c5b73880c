import type { ComponentChildren } from 'preact'
import type { Problem } from '../api/problem'
import { t } from '../text'
import { Button } from './Button'
import { Copy } from './Copy'
import { Icon } from './Icon'
import './message.css'

/** Nothing is here yet: what would be, and the command that brings it. */
export function Empty({
  title,
  text,
  command,
  children
}: {
  title: string
  text: string
  command?: string
  children?: ComponentChildren
}) {
  return (
    <div class="message empty">
      <p class="title">{title}</p>
      <p class="prose muted">{text}</p>
      {command && <Command text={command} />}
      {children}
    </div>
  )
}

export function Command({ text }: { text: string }) {
  return (
    <div class="command">
      <pre tabIndex={0} aria-label={t('command')}>
        <code>{text}</code>
      </pre>
      <Copy text={text} />
    </div>
  )
}

/** What happened, what is affected, what to do. */
export function Failure({ problem, affected, onRetry }: { problem: Problem; affected: string; onRetry?: () => void }) {
  const unreachable = problem.status === 0
  return (
    <div class="message failure" role="alert">
      <p class="title">
        <Icon name="error" /> {unreachable ? t('failure.unreachable') : t('failure.refused', { status: problem.status })}
      </p>
      {problem.message !== '' && <p class="prose">{problem.message}</p>}
      {problem.problems.length > 0 && (
        <ul>
          {problem.problems.map((one, i) => (
            <li key={i}>
              <code>{one.path}</code> {one.message}
              {one.remedy ? ` ${one.remedy}` : ''}
            </li>
          ))}
        </ul>
      )}
      <p class="prose muted">{affected}</p>
      {unreachable && <p class="prose muted">{t('failure.unreachable.remedy')}</p>}
      {onRetry && (
        <Button icon="replay" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}

/** A remark in the flow of a page: something is partial, capped, or should be known. */
export function Remark({
  tone = 'calm',
  children
}: {
  tone?: 'calm' | 'good' | 'warning' | 'bad'
  children: ComponentChildren
}) {
  const icon = tone === 'good' ? 'check' : tone === 'calm' ? 'clock' : tone === 'warning' ? 'warning' : 'error'
  return (
    <div class={`remark ${tone}`}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  )
}
