import type { PipelineStream, StreamStatus } from '../../api/types'
import { Age } from '../../parts/Age'
import { Equation } from '../../parts/Equation'
import { Skeleton } from '../../parts/Skeleton'
import { StateBadge } from '../../parts/StateBadge'
import { lag, watermark, worstSource } from '../../state/ledger'
import { t } from '../../text'
import { count, exact, rate } from '../../text/numbers'

interface StreamHeadProps {
  pipeline: string
  stream: PipelineStream
  status: StreamStatus | undefined
}

export function StreamHead({ stream, status }: StreamHeadProps) {
  const worst = status && worstSource(status)
  return (
    <header class="page-head">
      <div class="row wrap">
        <h1>{stream.name}</h1>
        {worst && <StateBadge state={worst} />}
      </div>
      {status ? (
        <>
          <dl class="facts">
            <div>
              <dt>{t('overview.in')}</dt>
              <dd>{rate(status.rates.received)}</dd>
            </div>
            <div>
              <dt>{t('overview.lag')}</dt>
              <dd title={exact(lag(status))}>{count(lag(status))}</dd>
            </div>
            <div>
              <dt>{t('overview.watermark')}</dt>
              <dd>
                <Age at={watermark(status)} />
              </dd>
            </div>
            <div>
              <dt>{t('stream.partitions')}</dt>
              <dd>{stream.partitions}</dd>
            </div>
          </dl>
          <Equation balance={status.ledger} />
        </>
      ) : (
        <Skeleton height={46} />
      )}
    </header>
  )
}
