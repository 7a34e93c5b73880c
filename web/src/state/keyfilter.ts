import type { Filter } from '../api/raudal'
import { parameters, setParameters } from './route'

const prefix = 'key.'

/** The values that key columns must have, out of the address: `key.device=a&key.device=b`. */
export function keyFilter(search: URLSearchParams = parameters.value): Filter {
  const filter: Filter = {}
  for (const [name, value] of search) {
    if (name.startsWith(prefix)) (filter[name.slice(prefix.length)] ??= []).push(value)
  }
  return filter
}

export function chooseKeys(column: string, values: string[]): void {
  setParameters({ [prefix + column]: values.length === 0 ? null : values }, true)
}

/** The part of a filter that speaks of these columns. */
export function only(filter: Filter, columns: readonly string[]): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([column]) => columns.includes(column)))
}
