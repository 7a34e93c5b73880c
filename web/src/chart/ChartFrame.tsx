import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Choices } from '../parts/Button'
import { second } from '../state/clock'
import { edges } from '../state/range'
import { t } from '../text'
import { ChartTable } from './ChartTable'
import { Legend } from './Legend'
import { TimeChart, type TimeChartProps } from './TimeChart'

interface ChartFrameProps extends TimeChartProps {
  more?: number
  legend?: boolean
  /** Stands left of the choice between chart and table. */
  above?: ComponentChildren
  toggle?: boolean
}

/** A chart with its legend, that can be read as a table instead. */
export function ChartFrame({ more = 0, legend = true, above, toggle = true, ...chart }: ChartFrameProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const [asTable, setAsTable] = useState(false)
  if (chart.range.live) void second.value
  const [from, to] = edges(chart.range)
  const shown = chart.lines.filter(line => !hidden.has(line.id))
  const switchLine = (id: string, alone: boolean) => {
    const next = new Set(hidden)
    if (alone) {
      next.clear()
      if (hidden.size < chart.lines.length - 1 || hidden.has(id)) {
        for (const line of chart.lines) if (line.id !== id) next.add(line.id)
      }
    } else if (!next.delete(id)) next.add(id)
    setHidden(next)
  }
  return (
    <div class="chartframe">
      {(above !== undefined || toggle) && (
        <div class="above">
          {above}
          {toggle && (
            <span class="push">
              <Choices
                label={t('chart.as')}
                value={asTable ? 'table' : 'chart'}
                choices={[
                  { value: 'chart', label: t('chart') },
                  { value: 'table', label: t('table') }
                ]}
                onChoose={value => setAsTable(value === 'table')}
              />
            </span>
          )}
        </div>
      )}
      {asTable ? (
        <ChartTable label={chart.label} lines={shown} from={from} to={to} unit={chart.unit ?? ''} height={chart.height} />
      ) : (
        <TimeChart {...chart} lines={shown} />
      )}
      {legend && (
        <Legend
          lines={chart.lines}
          hidden={hidden}
          from={from}
          to={to}
          unit={chart.unit ?? ''}
          more={more}
          onToggle={switchLine}
        />
      )}
    </div>
  )
}
