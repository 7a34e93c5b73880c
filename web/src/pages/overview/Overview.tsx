import { Card } from '../../parts/Card'
import { Equation } from '../../parts/Equation'
import { Empty } from '../../parts/Message'
import { Skeleton } from '../../parts/Skeleton'
import { balanceOf } from '../../state/ledger'
import { status } from '../../state/live'
import { t } from '../../text'
import { Figures } from './Figures'
import './overview.css'
import { PipelineList } from './PipelineList'
import { StreamTable } from './StreamTable'

export function Overview() {
  const news = status.value
  const streams =
    news?.pipelines.flatMap(pipeline => pipeline.streams.map(stream => ({ pipeline: pipeline.name, stream }))) ?? []
  return (
    <div class="stack">
      <h1 class="unseen">{t('nav.overview')}</h1>
      <Figures />
      {news === null ? (
        <Skeleton height={46} />
      ) : (
        streams.length > 0 && <Equation balance={balanceOf(streams.map(one => one.stream.ledger))} />
      )}
      <Card title={t('overview.streams')} flush>
        {news === null ? (
          <div class="filling">
            <Skeleton lines={5} />
          </div>
        ) : streams.length === 0 ? (
          <Empty title={t('overview.empty')} text={t('overview.empty.text')} command={t('overview.empty.command')} />
        ) : (
          <StreamTable streams={streams} />
        )}
      </Card>
      {news !== null && news.pipelines.length > 0 && <PipelineList pipelines={news.pipelines} />}
    </div>
  )
}
