import type { SourceStatus } from '../../api/types'
import { Age } from '../../parts/Age'
import { Remark } from '../../parts/Message'
import { StateBadge } from '../../parts/StateBadge'
import { t } from '../../text'
import { bytes, count, exact } from '../../text/numbers'

export function SourceFacts({ source }: { source: SourceStatus }) {
  return (
    <div class="source-facts">
      <div class="row">
        <strong>{source.kind}</strong>
        <span class="push" />
        <StateBadge state={source.state} />
      </div>
      <code>{source.target}</code>
      <dl class="facts">
        <div>
          <dt>{t('source.events')}</dt>
          <dd title={exact(source.events)}>{count(source.events)}</dd>
        </div>
        {source.lag !== undefined && (
          <div>
            <dt>{t('overview.lag')}</dt>
            <dd>{source.lagUnit === 'bytes' ? bytes(source.lag) : count(source.lag)}</dd>
          </div>
        )}
        {source.retryAt && (
          <div>
            <dt>{t('source.retry')}</dt>
            <dd>
              <Age at={Date.parse(source.retryAt)} />
            </dd>
          </div>
        )}
      </dl>
      {source.lastError && (
        <Remark tone={source.state === 'failed' ? 'bad' : 'warning'}>
          {source.lastError} {source.lastErrorAt && <Age at={Date.parse(source.lastErrorAt)} />}
        </Remark>
      )}
    </div>
  )
}
