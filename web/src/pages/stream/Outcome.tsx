import type { Replayed } from '../../api/types'
import { Remark } from '../../parts/Message'
import { many, t } from '../../text'
import { exact } from '../../text/numbers'

const mostRefused = 10

/** What a replay did, or would do. */
export function Outcome({ result, done }: { result: Replayed; done: boolean }) {
  const refused = result.refused
  const events = many('replay.events', result.replayed, exact(result.replayed))
  const windows = many('replay.windows', result.windows, exact(result.windows))
  return (
    <div class="stack tight">
      <Remark tone={done ? 'good' : 'calm'}>{t(done ? 'replay.done' : 'replay.would', { events, windows })}</Remark>
      {refused.length > 0 && (
        <Remark tone="warning">
          {many('replay.refused', refused.length, exact(refused.length))}
          <ul>
            {refused.slice(0, mostRefused).map(one => (
              <li key={one.id}>
                <code>{one.id}</code> {one.reason}
              </li>
            ))}
          </ul>
        </Remark>
      )}
    </div>
  )
}
