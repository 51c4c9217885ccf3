const MIN_QUOTE_CHARS = 2

/** The quote as it stands in one of the texts, letter case and spaces aside; null when it stands in none. */
export function foundIn(texts: readonly string[], quote: string): string | null {
  const words = quote.trim().split(/\s+/)
  if (words.join('').length < MIN_QUOTE_CHARS) return null
  const pattern = new RegExp(words.map(literally).join('\\s+'), 'iu')
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
