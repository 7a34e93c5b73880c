import type { PipelineView } from '../../api/types'
import { Age } from '../../parts/Age'
import { Remark } from '../../parts/Message'
import { StateBadge } from '../../parts/StateBadge'
import { rowRate } from '../../state/past'
import { pipelineNamed, viewStatus } from '../../state/pipelines'
import { href, pathTo } from '../../state/route'
import { t, type Word } from '../../text'
import { count, exact, rate } from '../../text/numbers'
import { duration } from '../../text/times'

/** What the view is, and how fresh: what it reads, its windows, its watermark, the rows that it has put. */
export function ViewHead({ pipeline, view }: { pipeline: string; view: PipelineView }) {
  const status = viewStatus(pipeline, view.name)
  const streams = pipelineNamed(pipeline)?.streams.map(stream => stream.name) ?? []
  const [why] = status?.whyNoOutput ?? []
  const window = view.windowSeconds === undefined ? null : duration(view.windowSeconds * 1000)
  return (
    <header class="page-head">
      <div class="row wrap">
        <h1>{view.name}</h1>
        {status && <StateBadge state={status.state} />}
      </div>
      <dl class="facts">
        <div>
          <dt>{t('view.kind')}</dt>
          <dd>
            {t(`view.kind.${view.kind}` as Word)}
            {window && ` · ${window}`}
          </dd>
        </div>
        <div>
          <dt>{t('view.reads')}</dt>
          <dd>
            {view.reads.map((name, at) => (
              <span key={name}>
                {at > 0 && ', '}
                <a href={href(pathTo(streams.includes(name) ? 'streams' : 'views', pipeline, name))}>{name}</a>
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t('view.rows')}</dt>
          <dd>
            {status ? (
              <span title={exact(status.rows)}>
                {count(status.rows)} · {rate(rowRate(pipeline, view.name))}
              </span>
            ) : (
              '–'
            )}
          </dd>
        </div>
        <div>
          <dt>{t('view.open')}</dt>
          <dd>{status ? exact(status.openRows) : '–'}</dd>
        </div>
        <div>
          <dt>{t('overview.watermark')}</dt>
          <dd>
            <Age at={Date.parse(status?.watermark ?? '')} />
          </dd>
        </div>
      </dl>
      {why && (
        <Remark tone="warning">
          {why.text} <a href={href(pathTo('pipelines', pipeline), { node: `view:${view.name}` })}>{t('why.title')}</a>
        </Remark>
      )}
    </header>
  )
}
