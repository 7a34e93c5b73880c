/** One server-sent event. */
export interface ServerEvent {
  type: string
  data: string
  id: string | null
}

/** Cuts server-sent events out of text that comes in pieces (the HTML standard, section 9.2.6); comments yield nothing. */
export class EventStreamParser {
  private rest = ''
  private type = ''
  private data: string[] = []
  private id: string | null = null

  feed(piece: string): ServerEvent[] {
    const events: ServerEvent[] = []
    const text = this.rest + piece
    let start = 0
    for (;;) {
      let end = start
      while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++
      // a carriage return at the very end may still be followed by its line feed
      if (end === text.length || (text[end] === '\r' && end + 1 === text.length)) break
      this.line(text.slice(start, end), events)
      start = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1
    }
    this.rest = text.slice(start)
    return events
  }

  private line(line: string, events: ServerEvent[]): void {
    if (line === '') {
      if (this.data.length > 0) events.push({ type: this.type || 'message', data: this.data.join('\n'), id: this.id })
      this.type = ''
      this.data = []
      return
    }
    const colon = line.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') this.type = value
    else if (field === 'data') this.data.push(value)
    else if (field === 'id') this.id = value
  }
}
