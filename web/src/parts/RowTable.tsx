import { Digits, written } from '../api/digits'
import type { Column, Row } from '../api/types'
import { t } from '../text'
import { cellText, commaSeparated, isRight, tabSeparated } from '../text/cells'
import { Button } from './Button'
import { Copy } from './Copy'
import { DataTable, type TableColumn } from './DataTable'
import { save } from './save'

interface RowTableProps {
  label: string
  columns: readonly Column[]
  rows: readonly Row[]
  tall?: boolean
}

const most = 500

/** Rows of a view or a query; what is more than a page can hold is said. */
export function RowTable({ label, columns, rows, tall }: RowTableProps) {
  const shown = rows.length > most ? rows.slice(0, most) : rows
  const tableColumns = columns.map((column): TableColumn<Row> => {
    return {
      id: column.name,
      head: <span title={column.type}>{column.name}</span>,
      number: isRight(column),
      by: row => sortable(row[column.name]),
      cell: row => {
        const value = row[column.name]
        const text = cellText(value, column.type)
        if (value === null || value === undefined) return <span class="muted">{text}</span>
        return (
          <span title={String(value) === text ? undefined : typeof value === 'object' ? written(value) : String(value)}>
            {text}
          </span>
        )
      }
    }
  })
  return (
    <>
      <DataTable
        class={`dense ${tall ? 'tall' : ''}`}
        label={label}
        columns={tableColumns}
        rows={shown as Row[]}
        rowKey={(_, index) => String(index)}
      />
      {rows.length > most && <p class="small muted capped">{t('rows.capped', { n: most, all: rows.length })}</p>}
    </>
  )
}

function sortable(value: unknown): number | Digits | string {
  return value instanceof Digits || typeof value === 'number'
    ? value
    : value === null || value === undefined
      ? ''
      : String(value)
}

export function RowActions({ name, columns, rows }: { name: string; columns: readonly Column[]; rows: readonly Row[] }) {
  return (
    <>
      <Copy label={t('copy')} text={() => tabSeparated(columns, rows)} />
      <Button icon="download" onClick={() => save(`${name}.csv`, 'text/csv', commaSeparated(columns, rows))}>
        CSV
      </Button>
    </>
  )
}
