import type { Applied } from '../../api/types'
import { Button } from '../../parts/Button'
import { Dialog } from '../../parts/Dialog'
import { Remark } from '../../parts/Message'
import { t, type Word } from '../../text'

interface ApplyDialogProps {
  plan: Applied
  busy: boolean
  onApply: () => void
  onClose: () => void
}

const tones: Record<string, string> = { create: 'good', change: '', rebuild: 'warning', remove: 'bad', keep: '' }

/** What applying the file would do, before it is done. */
export function ApplyDialog({ plan, busy, onApply, onClose }: ApplyDialogProps) {
  const changes = plan.changes.filter(change => change.action !== 'keep')
  const kept = plan.changes.length - changes.length
  return (
    <Dialog
      title={t('apply.title', { name: plan.pipeline })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="main" disabled={busy} onClick={onApply}>
            {t('apply')}
          </Button>
        </>
      }
    >
      {plan.warnings.map((warning, at) => (
        <Remark key={at} tone="warning">
          {warning.message} {warning.remedy}
        </Remark>
      ))}
      {changes.length === 0 && <p>{t('apply.nothing')}</p>}
      <ul class="changes">
        {changes.map(change => (
          <li key={`${change.kind} ${change.name}`}>
            <span class={tones[change.action]}>{t(`apply.${change.action}` as Word)}</span>
            <span>
              {t(`kind.${change.kind}` as Word)} <strong>{change.name}</strong>
            </span>
            {change.text && <span class="text">{change.text}</span>}
          </li>
        ))}
      </ul>
      {kept > 0 && <p class="muted small">{t('apply.kept', { n: kept })}</p>}
    </Dialog>
  )
}
