/** The number of hues that can be told apart, also by those who are colour-blind. */
export const hues = 8

/** FNV-1a over the text's UTF-16 units, 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    value ^= text.charCodeAt(i)
    value = Math.imul(value, 0x01000193)
  }
  return (value ^ (value >>> 15)) >>> 0
}

/**
 * A hue for each key: the one of its hash, so that it is the same on every panel and after a reload; where two keys of one chart want
 * the same, the one that sorts later takes the next that is free.
 */
export function huesOf(keys: readonly string[]): Map<string, number> {
  const given = new Map<string, number>()
  const taken = new Set<number>()
  for (const key of [...new Set(keys)].sort()) {
    let hue = hash(key) % hues
    if (taken.size < hues) while (taken.has(hue)) hue = (hue + 1) % hues
    taken.add(hue)
    given.set(key, hue)
  }
  return given
}

/** The property of tokens.css that holds a line's colour. */
export function colourProperty(colour: number | string): string {
  return typeof colour === 'number' ? `--series-${colour}` : `--${colour}`
}

/** A colour as it is now, for what is painted rather than styled. */
export function paint(property: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(property).trim()
}
