import { type Figure, type Row, ratioOf, verdictOf } from './row.ts'

const HEAD = ['what', 'product', 'limit', 'ratio', 'wanted', '']
const THREE_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

/** The rows as text, in columns; notes follow beneath. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)]
  const widths = HEAD.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)))
  const text = lines.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [...text, '', ...rows.flatMap(({ what, note }) => (note ? [`${what}: ${note}`] : []))].join('\n')
}

function cells(row: Row): string[] {
  const ratio = ratioOf(row)
  return [
    row.what,
    figure(row.product),
    row.limit ? figure(row.limit) : '',
    ratio === null ? '' : ratio.toFixed(2),
    wish(row),
    verdict(row),
  ]
}

function wish({ wanted, limit, product }: Row): string {
  if (!wanted) return ''
  const unit = limit ? '' : ` ${product.unit}`
  return 'atLeast' in wanted ? `≥ ${wanted.atLeast}${unit}` : `≤ ${wanted.atMost}${unit}`
}

function verdict(row: Row): string {
  const said = verdictOf(row)
  return said === 'void' ? `counts for nothing: the limit is known to reach ${row.limit?.known}` : said
}

function figure({ value, unit }: Figure): string {
  return `${THREE_DIGITS.format(value)} ${unit}`
}
