import { stringify } from 'csv-stringify/sync'

/** Some readers end a row or a cell at these, unless they stand in quotes. */
const BREAKS = /[\r\n\t;]/
/** What a spreadsheet may take for a formula, behind blanks and quotes too, which some of them drop (OWASP, CSV Injection). */
const FORMULA = /^[\s"']*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/

/** Rows as CSV (RFC 4180), below their headings and a byte order mark for spreadsheets where these are given. */
export function csv(rows: readonly string[][], headings: readonly string[] | null): string {
  return stringify(headings ? [headings, ...rows] : [...rows], {
    bom: headings !== null,
    record_delimiter: 'windows',
    quoted_match: BREAKS,
  })
}

/** A value as text in a cell; what looks like a formula is made text by an apostrophe. */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return FORMULA.test(text) ? `'${text}` : text
}

/** What a file of today's is called. */
export function fileName(what: string): string {
  return `${what}-${new Date().toISOString().slice(0, 10)}.csv`
}
