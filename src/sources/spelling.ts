/** Hyphens, dashes and minus signs, whatever their width. */
const DASHES = /[\p{Pd}\u2212\u00AD\u2043]/gu

/** The documented spelling of what was sent, whatever its dashes, case and spaces; null where it is none of them. */
export function documented(sent: unknown, spellings: readonly string[]): string | null {
  if (typeof sent !== 'string') return null
  return spellings.find((spelling) => plain(spelling) === plain(sent)) ?? null
}

function plain(text: string): string {
  return text.replace(DASHES, '-').replace(/\s+/gu, '').toLowerCase()
}
