import { useEffect, useRef, useState } from 'preact/hooks'
import { Problem } from '../../api/problem'
import { raudal } from '../../api/raudal'
import type { Applied, FileProblem } from '../../api/types'
import type { EditorHandle } from '../../editor/codemirror'
import { Editor } from '../../editor/Editor'
import { Button } from '../../parts/Button'
import { Card } from '../../parts/Card'
import { Failure, Remark } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { language } from '../../state/preferences'
import { reloadPipelines } from '../../state/pipelines'
import { useResource } from '../../state/resource'
import { many, t } from '../../text'
import { ApplyDialog } from './ApplyDialog'
import './file.css'
import { ProblemList } from './ProblemList'

const checkMillis = 300
const noProblems: FileProblem[] = []

/** The pipeline's file: checked as it is typed, and applied only after its plan was seen. */
export function FileEditor({ name }: { name: string }) {
  const loaded = useResource(signal => raudal.pipeline(name, signal), [name])
  const [text, setText] = useState<string | null>(null)
  const [problems, setProblems] = useState<FileProblem[] | null>(null)
  const [plan, setPlan] = useState<Applied | null>(null)
  const [failure, setFailure] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const editor = useRef<EditorHandle | null>(null)
  const original = loaded.data?.pipeline.file ?? ''
  const current = text ?? original
  const changed = text !== null && text !== original

  useEffect(() => {
    if (text === null) editor.current?.setText(original)
  }, [original, text === null])

  useEffect(() => {
    if (loaded.data === null) return
    const controller = new AbortController()
    const timer = setTimeout(() => {
      raudal.validate(current, controller.signal).then(setProblems, () => undefined)
    }, checkMillis)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [current, loaded.data === null, language.value])

  const attempt = async (dryRun: boolean) => {
    setBusy(true)
    setFailure(null)
    try {
      const applied = await raudal.apply(name, current, dryRun, loaded.data?.tag ?? null)
      setPlan(dryRun ? applied : null)
      if (!dryRun) {
        setText(null)
        loaded.reload()
        void reloadPipelines()
      }
    } catch (caught) {
      setPlan(null)
      const problem = caught instanceof Problem ? caught : new Problem(String(caught), 0)
      if (problem.status === 422 && problem.problems.length > 0) setProblems(problem.problems)
      else setFailure(problem)
    }
    setBusy(false)
  }

  if (loaded.problem && !loaded.data)
    return <Failure problem={loaded.problem} affected={t('failure.page')} onRetry={loaded.reload} />
  if (!loaded.data) return <Skeleton lines={10} />
  const errors = (problems ?? []).filter(problem => !problem.warning).length
  const state =
    problems === null ? t('file.checking') : errors === 0 ? t('file.valid') : many('file.problems', errors, String(errors))
  return (
    <div class="stack tight">
      {failure && (
        <Remark tone="bad">
          {failure.status === 412 ? t('file.changed') : failure.message || t('failure.unreachable')}{' '}
          {failure.status === 412 && (
            <Button onClick={() => (setText(null), setFailure(null), loaded.reload())}>{t('file.load')}</Button>
          )}
        </Remark>
      )}
      <Card
        flush
        class="file-card"
        title={loaded.data.pipeline.path ?? `${name}.yaml`}
        note={
          <span role="status" class={errors > 0 ? 'bad' : ''}>
            {state}
          </span>
        }
        actions={
          <>
            <Button disabled={!changed} onClick={() => setText(null)}>
              {t('file.revert')}
            </Button>
            <Button
              kind="main"
              disabled={!changed || errors > 0 || problems === null || busy}
              onClick={() => void attempt(true)}
            >
              {t('file.plan')}
            </Button>
          </>
        }
      >
        <div class="file-editor">
          <Editor
            language="yaml"
            label={t('pipeline.file')}
            text={current}
            problems={problems ?? noProblems}
            onChange={next => {
              setText(next)
            }}
            onRun={() => changed && errors === 0 && void attempt(true)}
            onReady={handle => (editor.current = handle)}
          />
        </div>
        {problems !== null && problems.length > 0 && (
          <ProblemList problems={problems} onChoose={problem => editor.current?.goTo(problem.line ?? 1, problem.column ?? 1)} />
        )}
      </Card>
      {plan && <ApplyDialog plan={plan} busy={busy} onApply={() => void attempt(false)} onClose={() => setPlan(null)} />}
    </div>
  )
}
