type Value = string | number | boolean | null | undefined | Value[] | { [key: string]: Value }

/** Block YAML of plain data, in the order of its members; what is undefined is left out. */
export function yamlOf(value: Value, indent = ''): string {
  if (Array.isArray(value)) {
    if (value.every(one => typeof one !== 'object' || one === null)) return `[${value.map(scalar).join(', ')}]`
    return value.map(one => `\n${indent}- ${yamlOf(one, `${indent}  `).replace(/^\n\s*/, '')}`).join('')
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, one]) => one !== undefined)
    if (members.length === 0) return '{}'
    return members
      .map(([key, one]) => `\n${indent}${plain.test(key) ? key : JSON.stringify(key)}:${gap(one)}${yamlOf(one, `${indent}  `)}`)
      .join('')
  }
  if (typeof value === 'string' && value.includes('\n')) return block(value, indent)
  return scalar(value)
}

function gap(value: Value): string {
  const nested = typeof value === 'object' && value !== null
  const inline = !nested || (Array.isArray(value) && value.every(one => typeof one !== 'object' || one === null))
  return inline || Object.keys(value as object).length === 0 ? ' ' : ''
}

function block(text: string, indent: string): string {
  const lines = text.replace(/\n$/, '').split('\n')
  return `|${text.endsWith('\n') ? '' : '-'}\n${lines.map(line => (line === '' ? '' : indent + line)).join('\n')}`
}

const plain = /^[A-Za-z_][A-Za-z0-9_ ./°%-]*$/
const reserved = /^(true|false|yes|no|on|off|null|y|n|~)$/i

function scalar(value: Value): string {
  if (typeof value !== 'string') return String(value ?? 'null')
  return plain.test(value) && !reserved.test(value) && value.trim() === value ? value : JSON.stringify(value)
}
