import { useEffect, useState } from 'preact/hooks'
import { raudal } from '../../api/raudal'
import type { AsideEvent, AsidePage } from '../../api/types'
import { Problem } from '../../api/problem'
import { Button } from '../../parts/Button'
import { Card } from '../../parts/Card'
import { Empty, Failure } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { parameters, setParameters } from '../../state/route'
import { useResource } from '../../state/resource'
import { t } from '../../text'
import { exact } from '../../text/numbers'
import { AsideRow } from './AsideRow'
import { FixDialog } from './FixDialog'
import { ReplayDialog } from './ReplayDialog'

interface AsideProps {
  kind: 'late' | 'dead'
  pipeline: string
  stream: string
}

const pageSize = 50

/** The late or the dead events of a stream: why, from where, as they came; and the way back in. */
export function Aside({ kind, pipeline, stream }: AsideProps) {
  const reason = parameters.value.get('reason') ?? undefined
  const first = useResource(
    signal => raudal.aside(kind, pipeline, stream, { limit: pageSize, reason }, signal),
    [kind, pipeline, stream, reason]
  )
  const [older, setOlder] = useState<AsidePage[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [fixed, setFixed] = useState<AsideEvent | null>(null)
  const [replaying, setReplaying] = useState(false)
  useEffect(() => {
    setOlder([])
    setChosen(new Set())
  }, [first.data])
  if (first.problem && !first.data)
    return <Failure problem={first.problem} affected={t('failure.part')} onRetry={first.reload} />
  if (!first.data) return <Skeleton lines={8} height={20} />
  const pages = [first.data, ...older]
  const events = pages.flatMap(page => page.events)
  const next = pages.at(-1)!.next
  const reasons = Object.entries(first.data.reasons).sort((a, b) => b[1] - a[1])
  const all = reason === undefined ? reasons.reduce((sum, [, n]) => sum + n, 0) : (first.data.reasons[reason] ?? 0)
  const loadOlder = async () => {
    try {
      const page = await raudal.aside(kind, pipeline, stream, { limit: pageSize, reason, before: next })
      setOlder(before => [...before, page])
      setProblem(null)
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure : new Problem(String(failure), 0))
    }
  }
  const toggle = (id: string, on: boolean) => {
    const changed = new Set(chosen)
    if (on) changed.add(id)
    else changed.delete(id)
    setChosen(changed)
  }
  if (reasons.length === 0) {
    return (
      <Card>
        <Empty title={t(`${kind}.none`)} text={t(`${kind}.none.text`)} />
      </Card>
    )
  }
  const request =
    chosen.size > 0 ? { events: [...chosen].map(id => ({ id })) } : { all: true, ...(reason === undefined ? {} : { reason }) }
  return (
    <div class="stack tight">
      <div class="reasons" role="group" aria-label={t('reason')}>
        <Button pressed={reason === undefined} onClick={() => setParameters({ reason: null })}>
          {t('reason.all')}
        </Button>
        {reasons.map(([name, n]) => (
          <Button key={name} pressed={reason === name} onClick={() => setParameters({ reason: reason === name ? null : name })}>
            <code>{name}</code> <span class="muted">{exact(n)}</span>
          </Button>
        ))}
      </div>
      <Card
        flush
        title={t(`${kind}.title`)}
        note={t('aside.shown', { n: exact(events.length), all: exact(all) })}
        actions={
          <>
            <Button icon="clock" onClick={first.reload}>
              {t('aside.reload')}
            </Button>
            <Button icon="replay" kind="main" onClick={() => setReplaying(true)}>
              {chosen.size > 0 ? t('replay.chosen', { n: chosen.size }) : t('replay.all', { n: exact(all) })}
            </Button>
          </>
        }
      >
        <ul class="events aside-list" tabIndex={0} aria-label={t(`${kind}.title`)}>
          {events.map(event => (
            <AsideRow
              key={event.id}
              event={event}
              chosen={chosen.has(event.id)}
              onChoose={on => toggle(event.id, on)}
              onFix={kind === 'dead' ? () => setFixed(event) : undefined}
            />
          ))}
        </ul>
        {problem && <Failure problem={problem} affected={t('failure.part')} />}
        {next && (
          <p class="capped">
            <Button onClick={() => void loadOlder()}>{t('aside.older')}</Button>
          </p>
        )}
      </Card>
      {fixed && (
        <FixDialog event={fixed} pipeline={pipeline} stream={stream} onDone={first.reload} onClose={() => setFixed(null)} />
      )}
      {replaying && (
        <ReplayDialog
          kind={kind}
          pipeline={pipeline}
          stream={stream}
          request={request}
          onDone={first.reload}
          onClose={() => setReplaying(false)}
        />
      )}
    </div>
  )
}
