import { useEffect, useState } from 'preact/hooks'
import { raudal } from '../../api/raudal'
import type { StreamEvent } from '../../api/types'
import { Button } from '../../parts/Button'
import { Card } from '../../parts/Card'
import '../../parts/field.css'
import { Json } from '../../parts/Json'
import { Empty, Failure } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { followStream } from '../../state/live'
import { useResource } from '../../state/resource'
import { t } from '../../text'
import { exact } from '../../text/numbers'
import { clockTime, fullTime } from '../../text/times'
import { textOf } from './bytes'

const kept = 200
const shownAtOnce = 60

/** Events as they arrive, the newest first; a pause holds them still. */
export function Sample({ pipeline, stream }: { pipeline: string; stream: string }) {
  const first = useResource(signal => raudal.sample(pipeline, stream, 50, signal), [pipeline, stream])
  const [arrived, setArrived] = useState<StreamEvent[]>([])
  const [skipped, setSkipped] = useState(0)
  const [paused, setPaused] = useState(false)
  const [search, setSearch] = useState('')
  useEffect(() => {
    if (paused) return
    return followStream(`${pipeline}.${stream}`, news => {
      setArrived(before => [...[...news.events].reverse(), ...before].slice(0, kept))
      setSkipped(news.skipped)
    })
  }, [pipeline, stream, paused])
  if (first.problem && !first.data)
    return <Failure problem={first.problem} affected={t('failure.part')} onRetry={first.reload} />
  if (!first.data) return <Skeleton lines={8} height={20} />
  const seen = new Set(arrived.map(place))
  const all = [...arrived, ...first.data.filter(event => !seen.has(place(event)))]
  const wanted = search.toLowerCase()
  const events = all.filter(event => wanted === '' || textOf(event).toLowerCase().includes(wanted)).slice(0, shownAtOnce)
  return (
    <Card
      flush
      title={t('stream.newest')}
      note={!paused && skipped > 0 ? t('stream.skipped', { n: exact(skipped) }) : paused ? t('stream.held') : undefined}
      actions={
        <>
          <input
            class="input search-field"
            aria-label={t('stream.filter')}
            placeholder={t('stream.filter')}
            value={search}
            onInput={input => setSearch(input.currentTarget.value)}
          />
          <Button icon={paused ? 'play' : 'pause'} class="end" onClick={() => setPaused(!paused)}>
            {paused ? t('range.live') : t('range.pause')}
          </Button>
        </>
      }
    >
      {all.length === 0 && (
        <Empty
          title={t('stream.none')}
          text={t('stream.none.text')}
          command={`curl -H 'Content-Type: application/json' -d '{}' ${location.origin}/ingest/${pipeline}/${stream}`}
        />
      )}
      <ul class="events" tabIndex={0} aria-label={t('stream.newest')}>
        {events.map(event => (
          <li key={place(event)}>
            <time title={fullTime(Date.parse(event.appendedAt))}>{clockTime(Date.parse(event.appendedAt))}</time>
            <span class="place" title={t('stream.place')}>
              {place(event)}
            </span>
            <Json text={textOf(event)} note={event.truncated ? t('stream.cut') : undefined} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function place(event: StreamEvent): string {
  return `${event.partition}:${event.offset}`
}
