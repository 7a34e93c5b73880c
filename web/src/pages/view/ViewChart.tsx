import { useState } from 'preact/hooks'
import type { PipelineView } from '../../api/types'
import { ChartFrame } from '../../chart/ChartFrame'
import type { ChartKind } from '../../chart/plot'
import { useSeries } from '../../chart/useSeries'
import { Button, Choices } from '../../parts/Button'
import { Card } from '../../parts/Card'
import { Check } from '../../parts/Field'
import { KeyPicker } from '../../parts/KeyPicker'
import { Empty, Failure } from '../../parts/Message'
import { Popover } from '../../parts/Popover'
import { Skeleton } from '../../parts/Skeleton'
import { chooseKeys, keyFilter, only } from '../../state/keyfilter'
import { measures, viewStatus } from '../../state/pipelines'
import { edges, range, resume, showFixed, spanMillis } from '../../state/range'
import { parameters, setParameters } from '../../state/route'
import { t } from '../../text'
import { Brush } from './Brush'

const height = 340

/** The first numeric column over time by key, unless the address says otherwise. */
export function ViewChart({ pipeline, view }: { pipeline: string; view: PipelineView }) {
  const numeric = measures(view)
  const asked = parameters.value.getAll('value').filter(column => numeric.includes(column))
  const values = asked.length > 0 ? asked : numeric.slice(0, 1)
  const filter = only(keyFilter(), view.key)
  const kind = (parameters.value.get('chart') ?? 'line') as ChartKind
  const series = useSeries({ pipeline, view, values, by: view.key, filter, range: range.value })
  const step = (view.stepSeconds ?? view.windowSeconds ?? 0) * 1000
  const chooseRange = (from: number, to: number, done: boolean) => showFixed(from, to, done)
  const toolbar = (
    <>
      <ColumnPicker columns={numeric} chosen={values} />
      {view.key.map(column => (
        <KeyPicker
          key={column}
          pipeline={pipeline}
          view={view.name}
          column={column}
          chosen={filter[column] ?? []}
          onChoose={chosen => chooseKeys(column, chosen)}
        />
      ))}
      <Choices
        label={t('view.chart')}
        value={kind}
        choices={(['line', 'area', 'bar'] as const).map(value => ({ value, label: t(`charttype.${value}`) }))}
        onChoose={value => setParameters({ chart: value === 'line' ? null : value })}
      />
    </>
  )
  if (numeric.length === 0) return null
  return (
    <Card>
      <div class="chartframe">
        {series.problem && <Failure problem={series.problem} affected={t('failure.part')} onRetry={series.reload} />}
        {series.lines.length === 0 && !series.problem ? (
          <>
            <div class="above">{toolbar}</div>
            {series.loading ? <Skeleton height={height} /> : <NothingHere pipeline={pipeline} view={view} />}
          </>
        ) : (
          <ChartFrame
            above={toolbar}
            label={`${view.name}: ${values.join(', ')}`}
            lines={series.lines}
            version={series.version}
            more={series.more}
            range={range.value}
            step={step}
            kind={kind}
            stacked={kind === 'bar'}
            height={height}
            onRange={chooseRange}
            onReset={resume}
          />
        )}
        <Brush pipeline={pipeline} view={view} value={values[0]!} filter={filter} />
      </div>
    </Card>
  )
}

function ColumnPicker({ columns, chosen }: { columns: string[]; chosen: string[] }) {
  const [open, setOpen] = useState(false)
  const toggle = (column: string, on: boolean) => {
    const next = columns.filter(one => (one === column ? on : chosen.includes(one)))
    setParameters({ value: next.length === 0 ? null : next }, true)
  }
  return (
    <Popover
      open={open}
      onClose={() => setOpen(false)}
      label={t('view.columns')}
      trigger={
        <Button icon="chart" expanded={open} onClick={() => setOpen(!open)}>
          {chosen.join(', ')}
        </Button>
      }
    >
      <ul class="stack tight">
        {columns.map(column => (
          <li key={column}>
            <Check label={column} checked={chosen.includes(column)} onChange={on => toggle(column, on)} />
          </li>
        ))}
      </ul>
    </Popover>
  )
}

/** That a chart is empty, and the way to where rows are; why there are none at all is said at the head. */
function NothingHere({ pipeline, view }: { pipeline: string; view: PipelineView }) {
  const status = viewStatus(pipeline, view.name)
  const watermark = Date.parse(status?.watermark ?? '')
  const [from, to] = edges(range.value)
  const elsewhere = status !== undefined && status.rows + status.openRows > 0 && (watermark < from || watermark > to)
  const span = Math.max(spanMillis(range.value), (view.windowSeconds ?? 0) * 10_000)
  return (
    <Empty title={t('view.empty')} text={elsewhere ? t('view.empty.elsewhere') : t('view.empty.text')}>
      {elsewhere && (
        <Button kind="main" onClick={() => showFixed(watermark - span * 0.95, watermark + span * 0.05)}>
          {t('view.empty.go')}
        </Button>
      )}
    </Empty>
  )
}
