import type { StreamEvent } from '../../api/types'

/** An event's bytes as they came. */
export function bytesOf(event: StreamEvent): Uint8Array {
  if (event.base64 !== undefined) return Uint8Array.from(atob(event.base64), one => one.charCodeAt(0))
  return new TextEncoder().encode(event.text ?? '')
}

/** Text to show of an event; bytes that are no UTF-8 become the replacement sign. */
export function textOf(event: StreamEvent): string {
  return event.text ?? new TextDecoder().decode(bytesOf(event))
}

/** Offset, sixteen bytes in hexadecimal, and what of them is ASCII, line by line. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)]
    const hex = row.map(byte => byte.toString(16).padStart(2, '0')).join(' ')
    const ascii = row.map(byte => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('')
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(47)}  ${ascii}`)
  }
  return lines.join('\n')
}
