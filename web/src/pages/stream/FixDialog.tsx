import { useState } from 'preact/hooks'
import { Problem } from '../../api/problem'
import { raudal } from '../../api/raudal'
import type { AsideEvent, Replayed } from '../../api/types'
import { Button } from '../../parts/Button'
import { Dialog } from '../../parts/Dialog'
import { Field } from '../../parts/Field'
import { Failure, Remark } from '../../parts/Message'
import { t } from '../../text'
import { textOf } from './bytes'
import { Outcome } from './Outcome'

interface FixDialogProps {
  event: AsideEvent
  pipeline: string
  stream: string
  onDone: () => void
  onClose: () => void
}

/** Mends one dead event and takes it in again, after a look at what would happen. */
export function FixDialog({ event, pipeline, stream, onDone, onClose }: FixDialogProps) {
  const [text, setText] = useState(textOf(event))
  const [result, setResult] = useState<{ replayed: Replayed; done: boolean; of: string } | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const attempt = async (dryRun: boolean) => {
    setBusy(true)
    setProblem(null)
    try {
      const replayed = await raudal.replay('dead', pipeline, stream, { events: [{ id: event.id, text }], dryRun })
      setResult({ replayed, done: !dryRun, of: text })
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure : new Problem(String(failure), 0))
    }
    setBusy(false)
  }
  const previewed = result !== null && !result.done && result.of === text && result.replayed.replayed > 0
  const close = () => {
    if (result?.done) onDone()
    onClose()
  }
  return (
    <Dialog
      title={t('fix.title')}
      onClose={close}
      footer={
        result?.done ? (
          <Button kind="main" onClick={close}>
            {t('close')}
          </Button>
        ) : (
          <>
            <Button disabled={busy} kind={previewed ? 'plain' : 'main'} onClick={() => void attempt(true)}>
              {t('fix.preview')}
            </Button>
            <Button
              disabled={busy || !previewed}
              kind={previewed ? 'main' : 'plain'}
              icon="replay"
              onClick={() => void attempt(false)}
            >
              {t('replay')}
            </Button>
          </>
        )
      }
    >
      <Remark tone="bad">
        <code>{event.reason}</code> {event.detail}
      </Remark>
      {event.truncated && <Remark tone="warning">{t('fix.cut')}</Remark>}
      <Field label={t('fix.text')}>
        <textarea
          class="input"
          rows={12}
          spellcheck={false}
          value={text}
          onInput={input => setText(input.currentTarget.value)}
        />
      </Field>
      {problem && <Failure problem={problem} affected={t('replay.nothing')} />}
      {result && (result.of === text || result.done) && <Outcome result={result.replayed} done={result.done} />}
    </Dialog>
  )
}
