import { useState } from 'preact/hooks'
import type { AsideEvent } from '../../api/types'
import { Button } from '../../parts/Button'
import { Json } from '../../parts/Json'
import { StateBadge } from '../../parts/StateBadge'
import { t } from '../../text'
import { clockTime, fullTime } from '../../text/times'
import { bytesOf, hexDump, textOf } from './bytes'

interface AsideRowProps {
  event: AsideEvent
  chosen: boolean
  onChoose: (on: boolean) => void
  onFix?: () => void
}

export function AsideRow({ event, chosen, onChoose, onFix }: AsideRowProps) {
  const [raw, setRaw] = useState(false)
  const place = `${event.partition}:${event.offset}`
  const at = Date.parse(event.appendedAt)
  return (
    <li>
      <span class="check">
        <input
          type="checkbox"
          aria-label={t('aside.choose', { place })}
          checked={chosen}
          disabled={event.replayed}
          onChange={change => onChoose(change.currentTarget.checked)}
        />
      </span>
      <span>
        <time title={fullTime(at)}>{clockTime(at)}</time>
        <br />
        <span class="place small">{place}</span>
      </span>
      <span class="reason">
        <code>{event.reason}</code>
        {event.view && <small>{event.view}</small>}
        {event.detail && <small>{event.detail}</small>}
        {event.otherViews?.map(other => (
          <div key={other.view}>
            {other.reason !== event.reason && <code>{other.reason}</code>}
            <small>{other.view}</small>
            <small>{other.detail}</small>
          </div>
        ))}
      </span>
      <Json text={textOf(event)} note={event.truncated ? t('stream.cut') : undefined} />
      <span class="row actions">
        {event.replayed && <StateBadge state="ended" title={t('aside.replayed')} />}
        <Button kind="quiet" pressed={raw} onClick={() => setRaw(!raw)}>
          {t('aside.bytes')}
        </Button>
        {onFix && !event.replayed && (
          <Button icon="edit" onClick={onFix}>
            {t('fix')}
          </Button>
        )}
      </span>
      {raw && (
        <pre class="bytes" tabIndex={0} aria-label={t('aside.bytes')}>
          {hexDump(bytesOf(event))}
        </pre>
      )}
    </li>
  )
}
