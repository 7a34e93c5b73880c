import { useState } from 'preact/hooks'
import type { Panel, Pipeline } from '../../api/types'
import { Button, Choices } from '../../parts/Button'
import { Dialog } from '../../parts/Dialog'
import { Check, Field, Select, TextField } from '../../parts/Field'
import { isNumeric } from '../../state/pipelines'
import { t } from '../../text'
import { titleText, withTitleText } from './names'

const kinds = ['line', 'area', 'bar', 'stat', 'table', 'heatmap', 'map'] as const

interface PanelDialogProps {
  pipeline: Pipeline
  panel: Panel | null
  onClose: (panel: Panel | null) => void
}

/** Makes or changes a panel: what it reads, how it shows it. */
export function PanelDialog({ pipeline, panel: given, onClose }: PanelDialogProps) {
  const [panel, setPanel] = useState<Panel>(given ?? { view: pipeline.views[0]?.name, chart: 'line', width: 6, height: 4 })
  const set = (change: Partial<Panel>) => setPanel({ ...panel, ...change })
  const bySql = panel.sql !== undefined
  const view = pipeline.views.find(one => one.name === panel.view)
  const numbers = view?.columns.filter(column => isNumeric(column.type)).map(column => column.name) ?? []
  const right = bySql ? panel.sql!.trim() !== '' : view !== undefined
  const isTable = panel.chart === 'table'
  const toggle = (name: 'y' | 'by', column: string, on: boolean) => {
    const before = panel[name] ?? (name === 'by' ? (view?.key ?? []) : [])
    const next = on ? [...before, column] : before.filter(one => one !== column)
    set({ [name]: next.length === 0 && name === 'y' ? undefined : next })
  }
  return (
    <Dialog
      title={t(given ? 'panel.change' : 'panel.add')}
      onClose={() => onClose(null)}
      footer={
        <>
          <Button onClick={() => onClose(null)}>{t('cancel')}</Button>
          <Button kind="main" disabled={!right} onClick={() => onClose(panel)}>
            {t('panel.take')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('panel.title')}
        value={titleText(panel.title) ?? ''}
        onInput={text => set({ title: withTitleText(panel.title, text) })}
      />
      <Choices
        label={t('panel.reads')}
        value={bySql ? 'sql' : 'view'}
        choices={[
          { value: 'view', label: t('kind.view') },
          { value: 'sql', label: 'SQL' }
        ]}
        onChoose={value =>
          set(value === 'sql' ? { sql: '', view: undefined } : { sql: undefined, view: pipeline.views[0]?.name })
        }
      />
      {bySql ? (
        <Field label="SQL">
          <textarea
            class="input"
            rows={5}
            spellcheck={false}
            value={panel.sql}
            onInput={input => set({ sql: input.currentTarget.value })}
          />
        </Field>
      ) : (
        <Select
          label={t('kind.view')}
          value={panel.view ?? ''}
          options={pipeline.views.map(one => ({ value: one.name, label: one.name }))}
          onChange={name => set({ view: name, y: undefined, by: undefined })}
        />
      )}
      <Select
        label={t('view.chart')}
        value={panel.chart}
        options={kinds
          .filter(kind => !bySql || (kind !== 'heatmap' && kind !== 'map'))
          .map(value => ({ value, label: t(`charttype.${value}`) }))}
        onChange={chart => {
          const y = chart === 'table' ? panel.y : panel.y?.filter(column => numbers.includes(column))
          set({ chart: chart as Panel['chart'], y: y?.length ? y : undefined })
        }}
      />
      {view && !bySql && (
        <>
          <Columns
            label={t(isTable ? 'view.columns' : 'panel.y')}
            columns={isTable ? view.columns.map(column => column.name) : numbers}
            chosen={panel.y ?? []}
            onToggle={(column, on) => toggle('y', column, on)}
          />
          {!isTable && (
            <Columns
              label={t('panel.by')}
              columns={view.key}
              chosen={panel.by ?? view.key}
              onToggle={(column, on) => toggle('by', column, on)}
            />
          )}
        </>
      )}
      {panel.chart === 'map' && view && (
        <div class="sizes">
          <Select
            label={t('panel.latitude')}
            value={panel.latitude ?? ''}
            options={placeOptions(numbers)}
            onChange={latitude => set({ latitude })}
          />
          <Select
            label={t('panel.longitude')}
            value={panel.longitude ?? ''}
            options={placeOptions(numbers)}
            onChange={longitude => set({ longitude })}
          />
        </div>
      )}
      <TextField
        label={t('panel.unit')}
        value={panel.unit ?? ''}
        onInput={unit => set({ unit: unit === '' ? undefined : unit })}
      />
      <div class="sizes">
        <Size label={t('panel.width')} value={panel.width ?? 6} onChange={width => set({ width })} />
        <Size label={t('panel.height')} value={panel.height ?? 4} onChange={height => set({ height })} />
      </div>
    </Dialog>
  )
}

function placeOptions(numbers: string[]) {
  return [{ value: '', label: '–' }, ...numbers.map(value => ({ value, label: value }))]
}

function Size({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <Field label={label}>
      <input
        class="input"
        type="number"
        min="1"
        max="12"
        value={value}
        onInput={input => onChange(Math.max(1, Math.min(12, Number(input.currentTarget.value) || 1)))}
      />
    </Field>
  )
}

interface ColumnsProps {
  label: string
  columns: string[]
  chosen: string[]
  onToggle: (column: string, on: boolean) => void
}

function Columns({ label, columns, chosen, onToggle }: ColumnsProps) {
  if (columns.length === 0) return null
  return (
    <fieldset class="columns">
      <legend>{label}</legend>
      {columns.map(column => (
        <Check key={column} label={column} checked={chosen.includes(column)} onChange={on => onToggle(column, on)} />
      ))}
    </fieldset>
  )
}
