import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { Column, Pipeline } from '../../api/types'
import { pipelines } from '../../state/pipelines'

const keywords =
  'SELECT FROM WHERE GROUP BY ORDER BY HAVING LIMIT OFFSET AS AND OR NOT IN IS NULL LIKE BETWEEN CASE WHEN THEN ELSE END ' +
  'DISTINCT JOIN LEFT RIGHT FULL INNER OUTER CROSS ON USING UNION ALL EXCEPT INTERSECT WITH ASC DESC NULLS FIRST LAST ' +
  'CAST INTERVAL OVER PARTITION ROWS RANGE QUALIFY TRUE FALSE'
const functions =
  'COUNT SUM AVG MIN MAX MEDIAN STDDEV_SAMP STDDEV_POP VAR_SAMP VAR_POP APPROX_COUNT_DISTINCT APPROX_QUANTILE ARG_MIN ARG_MAX FIRST ' +
  'LAST MODE STRING_AGG LIST ABS CEIL FLOOR ROUND SQRT LN LOG EXP POWER MOD GREATEST LEAST COALESCE NULLIF LOWER UPPER TRIM LENGTH ' +
  'SUBSTRING REPLACE CONCAT SPLIT_PART REGEXP_MATCHES DATE_TRUNC DATE_PART DATE_DIFF TIME_BUCKET EPOCH_MS NOW ROW_NUMBER RANK ' +
  'DENSE_RANK LAG LEAD NTILE HISTOGRAM'

export interface SqlName {
  /** As SQL has it: `plant_north.temperature`. */
  table: string
  kind: 'view' | 'stream'
  columns: readonly Column[]
}

/** Every view and stream under its SQL name: in a pipeline's name `-` is `_`. */
export function sqlNames(all: readonly Pipeline[] | null): SqlName[] {
  return (all ?? []).flatMap(pipeline => {
    const schema = pipeline.name.replaceAll('-', '_')
    return [
      ...pipeline.views.map((view): SqlName => ({ table: `${schema}.${view.name}`, kind: 'view', columns: view.columns })),
      ...pipeline.streams.map((stream): SqlName => ({
        table: `${schema}.${stream.name}`,
        kind: 'stream',
        columns: stream.columns
      }))
    ]
  })
}

const words: Completion[] = [
  ...[...new Set(keywords.split(' '))].map(label => ({ label, type: 'keyword', boost: -1 })),
  ...functions.split(' ').map(label => ({ label, type: 'function', apply: `${label}(`, detail: 'ƒ' }))
]

/** Names of tables, columns of those that the query names, functions and keywords. */
export function complete(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/[\w.]+/)
  if (!word && !context.explicit) return null
  const names = sqlNames(pipelines.peek())
  const text = context.state.doc.toString().toLowerCase()
  const used = names.filter(name => text.includes(name.table.toLowerCase()))
  const columns = new Map<string, Completion>()
  for (const name of used) {
    for (const column of name.columns) {
      columns.set(column.name, { label: column.name, type: 'property', detail: column.type, boost: 2 })
    }
  }
  const tables = names.map(name => ({ label: name.table, type: 'class', detail: name.kind, boost: 1 }))
  return { from: word?.from ?? context.pos, options: [...columns.values(), ...tables, ...words], validFor: /^[\w.]*$/ }
}
