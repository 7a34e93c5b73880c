import type { StreamStatus } from '../../api/types'
import { Card } from '../../parts/Card'
import { href, pathTo } from '../../state/route'
import { t } from '../../text'
import { count, exact } from '../../text/numbers'

/** What each view made of the delivered events: used, filtered, failed. */
export function ViewUse({ pipeline, status }: { pipeline: string; status: StreamStatus | undefined }) {
  const views = status?.ledger.views ?? []
  if (views.length === 0) return null
  return (
    <Card title={t('stream.views')}>
      <ul class="view-use">
        {views.map(view => {
          const all = Math.max(1, view.used + view.filtered + view.failed)
          return (
            <li key={view.view}>
              <a href={href(pathTo('views', pipeline, view.view))}>{view.view}</a>
              <div class="split" aria-hidden="true">
                <i class="used" style={{ width: `${(view.used / all) * 100}%` }} />
                <i class="filtered" style={{ width: `${(view.filtered / all) * 100}%` }} />
                <i class="failed" style={{ width: `${(view.failed / all) * 100}%` }} />
              </div>
              <span class="small">
                <span title={exact(view.used)}>{t('stream.used', { n: count(view.used) })}</span>
                <span title={exact(view.filtered)}>{t('stream.filtered', { n: count(view.filtered) })}</span>
                <span class={view.failed > 0 ? 'bad' : 'muted'} title={exact(view.failed)}>
                  {t('stream.failed', { n: count(view.failed) })}
                </span>
                {Object.entries(view.failedReasons).map(([expression, n]) => (
                  <span key={expression} class="bad">
                    <code>{expression}</code> {exact(n)}
                  </span>
                ))}
              </span>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
