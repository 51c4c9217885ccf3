const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The beginning of a text, of at most so many UTF-16 units, which fits however a receiver counts. Nothing that reads as one character is torn apart, unless it is longer than that by itself; and no surrogate pair is. */
export function cut(text: string, units: number): string {
  if (text.length <= units) return text
  const { index = 0 } = CHARACTERS.segment(text.slice(0, units + 2)).containing(units) ?? {}
  return index > 0 ? text.slice(0, index) : text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '')
}
