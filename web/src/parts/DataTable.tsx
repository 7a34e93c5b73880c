import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { compareDigits, type Digits } from '../api/digits'
import { Icon } from './Icon'
import './table.css'

type Sortable = number | Digits | string

export interface TableColumn<R> {
  id: string
  head: ComponentChildren
  cell: (row: R) => ComponentChildren
  /** What rows are sorted by; a column without it cannot be sorted by. */
  by?: (row: R) => Sortable
  number?: boolean
  /** Left out where the page is narrow. */
  spare?: boolean
}

interface DataTableProps<R> {
  label: string
  columns: TableColumn<R>[]
  rows: R[]
  rowKey: (row: R, index: number) => string
  sorted?: { column: string; down: boolean }
  class?: string
}

/** A table that can be sorted by a click on a heading; it scrolls sideways on its own. */
export function DataTable<R>({ label, columns, rows, rowKey, sorted, ...rest }: DataTableProps<R>) {
  const [order, setOrder] = useState(sorted ?? null)
  const by = columns.find(column => column.id === order?.column)?.by
  const shown = by && order ? [...rows].sort((a, b) => compare(by(a), by(b)) * (order.down ? -1 : 1)) : rows
  const sort = (column: TableColumn<R>) =>
    setOrder({ column: column.id, down: order?.column === column.id ? !order.down : column.number === true })
  return (
    <div class={`table ${rest.class ?? ''}`} role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(column => {
              const here = order?.column === column.id
              return (
                <th
                  key={column.id}
                  scope="col"
                  class={`${column.number ? 'number' : ''} ${column.spare ? 'spare' : ''}`}
                  aria-sort={here ? (order.down ? 'descending' : 'ascending') : undefined}
                >
                  {column.by ? (
                    <button type="button" onClick={() => sort(column)}>
                      {column.head}
                      <span class={`order ${here ? (order.down ? 'down' : 'up') : 'none'}`}>
                        <Icon name="down" size={10} />
                      </span>
                    </button>
                  ) : (
                    column.head
                  )}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            <tr key={rowKey(row, index)}>
              {columns.map(column => (
                <td key={column.id} class={`${column.number ? 'number' : ''} ${column.spare ? 'spare' : ''}`}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function compare(a: Sortable, b: Sortable): number {
  if (typeof a === 'number' && typeof b === 'number')
    return (Number.isNaN(a) ? -Infinity : a) - (Number.isNaN(b) ? -Infinity : b) || 0
  if (typeof a !== 'string' && typeof b !== 'string') return compareDigits(String(a), String(b))
  return String(a).localeCompare(String(b), undefined, { numeric: true })
}
