import { useMemo, useState } from 'preact/hooks'
import type { PipelineStream, StreamStatus } from '../../api/types'
import { ChartFrame } from '../../chart/ChartFrame'
import type { Line } from '../../chart/line'
import { Choices } from '../../parts/Button'
import { Card } from '../../parts/Card'
import { outcomes, partitionTrack, pastVersion, streamTrack, type Outcome, type Track } from '../../state/past'
import { language } from '../../state/preferences'
import { t } from '../../text'
import { ViewUse } from './ViewUse'

interface StreamRatesProps {
  pipeline: string
  stream: PipelineStream
  status: StreamStatus | undefined
}

const colours: Record<Outcome, string> = { delivered: 'accent', duplicate: 'series-rest', late: 'warning', dead: 'bad' }
const shown = { live: true as const, span: 15 * 60_000 }

function line(id: string, label: string, colour: number | string, track: Track): Line {
  return { id, label, colour, times: track.times, values: track.values, open: 0, key: {} }
}

/** Events a second: what became of them, stacked, or by partition. */
export function StreamRates({ pipeline, stream, status }: StreamRatesProps) {
  const [by, setBy] = useState('outcome')
  const version = pastVersion.value
  const lines = useMemo(() => {
    return by === 'outcome'
      ? outcomes.map(outcome =>
          line(outcome, t(`ledger.${outcome}`), colours[outcome], streamTrack(pipeline, stream.name, outcome))
        )
      : Array.from({ length: stream.partitions }, (_, partition) =>
          line(
            String(partition),
            `${t('partition')} ${partition}`,
            partition % 8,
            partitionTrack(pipeline, stream.name, partition)
          )
        )
  }, [by, pipeline, stream.name, stream.partitions, language.value])
  return (
    <div class="stream-rates">
      <Card>
        <ChartFrame
          above={
            <>
              <h2>{t('stream.rates')}</h2>
              <Choices
                label={t('stream.by')}
                value={by}
                choices={[
                  { value: 'outcome', label: t('stream.by.outcome') },
                  { value: 'partition', label: t('stream.by.partition') }
                ]}
                onChoose={setBy}
              />
            </>
          }
          label={t('stream.rates')}
          lines={lines}
          version={version}
          range={shown}
          step={5_000}
          kind="area"
          stacked
          unit="/s"
          height={220}
        />
      </Card>
      <ViewUse pipeline={pipeline} status={status} />
    </div>
  )
}
