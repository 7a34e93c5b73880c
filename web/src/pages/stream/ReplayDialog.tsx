import { useState } from 'preact/hooks'
import { Problem } from '../../api/problem'
import { raudal } from '../../api/raudal'
import type { Replayed, ReplayRequest } from '../../api/types'
import { Button } from '../../parts/Button'
import { Dialog } from '../../parts/Dialog'
import { Failure } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { useResource } from '../../state/resource'
import { t } from '../../text'
import { Outcome } from './Outcome'

interface ReplayDialogProps {
  kind: 'late' | 'dead'
  pipeline: string
  stream: string
  request: ReplayRequest
  onDone: () => void
  onClose: () => void
}

/** Says what a replay would do before it does it. */
export function ReplayDialog({ kind, pipeline, stream, request, onDone, onClose }: ReplayDialogProps) {
  const preview = useResource(() => raudal.replay(kind, pipeline, stream, { ...request, dryRun: true }), [])
  const [done, setDone] = useState<Replayed | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const replay = async () => {
    setBusy(true)
    try {
      setDone(await raudal.replay(kind, pipeline, stream, { ...request, dryRun: false }))
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure : new Problem(String(failure), 0))
    }
    setBusy(false)
  }
  const close = () => {
    if (done) onDone()
    onClose()
  }
  return (
    <Dialog
      title={t(`${kind}.replay`)}
      onClose={close}
      footer={
        done ? (
          <Button kind="main" onClick={close}>
            {t('close')}
          </Button>
        ) : (
          <>
            <Button onClick={close}>{t('cancel')}</Button>
            <Button
              kind="main"
              icon="replay"
              disabled={busy || !preview.data || preview.data.replayed === 0}
              onClick={() => void replay()}
            >
              {t('replay')}
            </Button>
          </>
        )
      }
    >
      <p class="prose">{t(`${kind}.replay.text`)}</p>
      {!preview.data && !preview.problem && <Skeleton lines={3} />}
      {(preview.problem ?? problem) && <Failure problem={(preview.problem ?? problem)!} affected={t('replay.nothing')} />}
      {preview.data && !problem && <Outcome result={done ?? preview.data} done={done !== null} />}
    </Dialog>
  )
}
