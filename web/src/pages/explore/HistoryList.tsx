import { Age } from '../../parts/Age'
import { t } from '../../text'
import { history } from './history'

export function HistoryList({ onChoose }: { onChoose: (sql: string) => void }) {
  const all = history()
  if (all.length === 0) return <p class="muted">{t('explore.history.none')}</p>
  return (
    <ul class="history">
      {all.map(one => (
        <li key={one.sql}>
          <button type="button" onClick={() => onChoose(one.sql)}>
            <code>{one.sql}</code>
            <span class="small muted">
              <Age at={one.at} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
