import type { Pipeline, PipelineStatus, PipelineView } from '../../api/types'
import { Age } from '../../parts/Age'
import { Copy } from '../../parts/Copy'
import { Remark } from '../../parts/Message'
import { t } from '../../text'
import { exact, percent } from '../../text/numbers'
import { PartitionTable } from './PartitionTable'

interface ViewFactsProps {
  view: PipelineView
  pipeline: Pipeline
  pipelineStatus: PipelineStatus | undefined
}

/** What a view does with its events, and what holds its rows back. */
export function ViewFacts({ view, pipeline, pipelineStatus }: ViewFactsProps) {
  const status = pipelineStatus?.views.find(one => one.name === view.name)
  const whys = status?.whyNoOutput ?? []
  const streams = streamsUnder(pipeline, view).flatMap(name => pipelineStatus?.streams.find(one => one.name === name) ?? [])
  return (
    <>
      <section>
        <h3>{t('why.title')}</h3>
        <div class="whys">
          {status && whys.length === 0 && <Remark tone="good">{t('why.none')}</Remark>}
          {whys.map((why, at) => (
            <Remark key={at} tone={why.code === 'source-failed' || why.code === 'failed' ? 'bad' : 'warning'}>
              {why.text} {why.until && <Age at={Date.parse(why.until)} />}
            </Remark>
          ))}
          {status?.nextWindowEnd && (
            <p class="row wrap">
              <span class="muted">{t('why.next')}</span> <Age at={Date.parse(status.nextWindowEnd)} />
              {status.watermark && (
                <>
                  <span class="muted">{t('overview.watermark')}</span> <Age at={Date.parse(status.watermark)} />
                </>
              )}
            </p>
          )}
        </div>
      </section>
      {streams.map(stream => (
        <section key={stream.name}>
          <h3>{t('why.partitions', { stream: stream.name })}</h3>
          <PartitionTable stream={stream} />
        </section>
      ))}
      {status && (
        <section>
          <h3>{t('why.events')}</h3>
          <ul class="steps">
            {(status.steps ?? []).map((step, at) => (
              <Step key={at} text={step.text} into={step.in} out={step.out} />
            ))}
            {!status.steps &&
              status.sources.map(source => (
                <Step
                  key={source.name}
                  text={source.name}
                  into={source.used + source.filtered + source.failed}
                  out={source.used}
                />
              ))}
          </ul>
        </section>
      )}
      <section>
        <div class="row">
          <h3>SQL</h3>
          <span class="push" />
          <Copy text={view.sql} />
        </div>
        <pre tabIndex={0} aria-label="SQL">
          {view.sql.trim()}
        </pre>
      </section>
      {view.plan && (
        <section>
          <h3>{t('plan')}</h3>
          <pre tabIndex={0} aria-label={t('plan')}>
            {view.plan.join('\n')}
          </pre>
        </section>
      )}
    </>
  )
}

function Step({ text, into, out }: { text: string; into: number; out: number }) {
  const share = into === 0 ? 0 : Math.min(1, out / into)
  return (
    <li>
      <code>{text}</code>
      <div class="meter" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <span class="small muted">
        {into === 0 ? t('why.step.none') : t('why.step', { into: exact(into), out: exact(out), share: percent(share) })}
      </span>
    </li>
  )
}

/** The streams that a view stands on, also through other views. */
function streamsUnder(pipeline: Pipeline, view: PipelineView, seen: ReadonlySet<string> = new Set()): string[] {
  const found = view.reads.flatMap(name => {
    if (pipeline.streams.some(stream => stream.name === name)) return [name]
    const under = pipeline.views.find(one => one.name === name)
    return under && !seen.has(name) ? streamsUnder(pipeline, under, new Set([...seen, name])) : []
  })
  return [...new Set(found)]
}
