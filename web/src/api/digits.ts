/** A number as the server wrote it, where a double would not hold it exactly; for sums and charts it is near enough. */
export class Digits {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text
  }

  /** A text that {@link written} turns into the number again. */
  toJSON(): string {
    return mark + this.text
  }
}

/** Nobody who sends rows can know it, so no text of theirs is taken for a number. */
const mark = `${Array.from(crypto.getRandomValues(new Uint32Array(4)), part => part.toString(36)).join('-')}:`

/** Only what has so many digits in a row can be too long for a double. */
const suspicious = /\d[\d.]{15}/
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs

/** Reads JSON; numbers that a double does not hold are {@link Digits}. */
export function parse(json: string): unknown {
  if (!suspicious.test(json)) return JSON.parse(json)
  let found = false
  const marked = json.replace(token, text => {
    if (text.length < 16 || text[0] === '"' || isHeld(text)) return text
    found = true
    return `"${mark}${text}"`
  })
  if (!found) return JSON.parse(json)
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? new Digits(value.slice(mark.length)) : value
  )
}

/** Writes JSON with all digits. */
export function written(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(new RegExp(`"${mark}([^"]*)"`, 'g'), '$1')
}

/** A value as a number to reckon and draw with; null if it is none. */
export function amount(value: unknown): number | null {
  return typeof value === 'number' ? value : value instanceof Digits ? Number(value.text) : null
}

/** Which of two numbers is greater, to the last digit. */
export function compareDigits(a: string, b: string): number {
  const near = Number(a) - Number(b)
  if (near !== 0 || a === b) return near
  const [digitsA, exponentA] = scientific(a)
  const [digitsB, exponentB] = scientific(b)
  const least = Math.min(exponentA, exponentB)
  const scaled = (digits: string, exponent: number) => BigInt(digits + '0'.repeat(exponent - least))
  return Number(scaled(digitsA, exponentA) - scaled(digitsB, exponentB))
}

function isHeld(text: string): boolean {
  return plain(text) === plain(String(Number(text)))
}

function plain(text: string): string {
  return scientific(text).join('e')
}

/** Its digits with the sign and without zeros around them, and the power of ten that they are to be multiplied by. */
function scientific(text: string): [string, number] {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  if (digits === '') return ['0', 0]
  const short = digits.replace(/0+$/, '')
  return [sign + short, Number(exponent) - fraction.length + digits.length - short.length]
}
