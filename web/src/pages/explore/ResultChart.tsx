import { useMemo, useState } from 'preact/hooks'
import type { Column, Row } from '../../api/types'
import { ChartFrame } from '../../chart/ChartFrame'
import { KeyBars } from '../../chart/KeyBars'
import type { ChartKind } from '../../chart/plot'
import { linesOf, shapeOf, stepOf } from '../../chart/resultlines'
import { Choices } from '../../parts/Button'
import { Select } from '../../parts/Field'
import { Empty } from '../../parts/Message'
import { isNumeric } from '../../state/pipelines'
import { t } from '../../text'

const most = 8

/** A result as lines over its time column, or as bars by key where it has none. */
export function ResultChart({ columns, rows }: { columns: readonly Column[]; rows: readonly Row[] }) {
  const [kind, setKind] = useState<ChartKind>('line')
  const [chosen, setChosen] = useState<string | null>(null)
  const [zoom, setZoom] = useState<[number, number] | null>(null)
  const numbers = columns.filter(column => isNumeric(column.type)).map(column => column.name)
  const wanted = chosen !== null && numbers.includes(chosen) ? { y: [chosen] } : {}
  const shape = useMemo(() => shapeOf(columns, wanted), [columns, chosen])
  const { lines, more } = useMemo(() => linesOf(rows, shape, most), [rows, shape])
  const y = shape.y[0]
  if (y === undefined || rows.length === 0) return <Empty title={t('explore.nochart')} text={t('explore.nochart.text')} />
  const picker = (
    <Select
      label={t('panel.y')}
      bare
      value={y}
      options={numbers.map(value => ({ value, label: value }))}
      onChange={setChosen}
    />
  )
  if (shape.x === null) {
    return (
      <div class="filling stack tight">
        <div class="row">{picker}</div>
        <KeyBars rows={rows} by={shape.by} value={y} />
      </div>
    )
  }
  const times = lines.flatMap(line => [line.times[0] ?? Infinity, line.times.at(-1) ?? -Infinity])
  const step = stepOf(lines)
  const [from, to] = zoom ?? [Math.min(...times) - step / 2, Math.max(...times) + Math.max(step / 2, 500)]
  return (
    <div class="filling">
      <ChartFrame
        above={
          <>
            <div>{picker}</div>
            <Choices
              label={t('view.chart')}
              value={kind}
              choices={(['line', 'area', 'bar'] as const).map(value => ({ value, label: t(`charttype.${value}`) }))}
              onChoose={value => setKind(value as ChartKind)}
            />
          </>
        }
        toggle={false}
        label={y}
        lines={lines}
        version={0}
        more={more}
        range={{ live: false, from, to }}
        step={step}
        kind={kind}
        stacked={kind === 'bar'}
        height={320}
        onRange={(start, end) => setZoom([start, end])}
        onReset={() => setZoom(null)}
      />
    </div>
  )
}
