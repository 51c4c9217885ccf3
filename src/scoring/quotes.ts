const MIN_QUOTE_CHARS = 2
/** Words of these scripts stand without spaces between them. */
const SPACED = '\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{N}'

/** The quote as it stands in one of the texts, in whole words, letter case and spaces aside; null when it stands in none. */
export function foundIn(texts: readonly string[], quote: string): string | null {
  const words = quote.trim().split(/\s+/)
  if (words.join('').length < MIN_QUOTE_CHARS) return null
  const [first = '', last = ''] = [words[0], words.at(-1)]
  const before = new RegExp(`^[${SPACED}]`, 'u').test(first) ? `(?<![${SPACED}])` : ''
  const after = new RegExp(`[${SPACED}]$`, 'u').test(last) ? `(?![${SPACED}])` : ''
  const pattern = new RegExp(before + words.map(literally).join('\\s+') + after, 'iu')
  for (const text of texts) {
    const match = pattern.exec(text)
    if (match) return match[0]
  }
  return null
}

/** The text as a pattern that matches itself. */
export function literally(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
