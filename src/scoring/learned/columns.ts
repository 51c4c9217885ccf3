import { z } from 'zod'
import { type Breathe, slowly } from './breathe.ts'
import type { Trait } from './traits.ts'

const name = z.string()
/** How much its features add on average, in log odds: what is usual is no factor. */
const usual = z.number()

/** What the values of a column are like. `given`: only whether there is one says anything. */
export const Column = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), name, usual, cuts: z.array(z.number()) }),
  z.object({ kind: z.literal('choice'), name, usual }),
  z.object({ kind: z.literal('words'), name, usual }),
  z.object({ kind: z.literal('given'), name, usual }),
])
export type Column = z.infer<typeof Column>

const MAX_COLUMNS = 400
const NUMBER_SHARE = 0.9
const LEAST_DIFFERENT_NUMBERS = 9
const CUTS = 15
/** Whole numbers of which hardly any comes twice count things up: ids, phone numbers, times. */
const ID_SHARE = 0.98
const LEAST_ID_DIGITS = 5
const WORDS_PER_TEXT = 4
/** More different values than this are names and free text: whoever learns them learns persons. */
const CHOICES_SHARE = 0.1
const CHOICES_ALWAYS = 10

/** What kind of values each column has, from those of many leads. */
export async function columnsOf(leads: readonly (readonly Trait[])[], breathe: Breathe): Promise<Column[]> {
  const values = new Map<string, string[]>()
  await slowly(leads, breathe, (traits) => {
    for (const { column, text } of traits) {
      const known = values.get(column)
      if (known) known.push(text)
      else if (values.size < MAX_COLUMNS) values.set(column, [text])
    }
  })
  const columns: Column[] = []
  for (const [name, texts] of values) {
    columns.push(columnOf(name, texts))
    await breathe()
  }
  return columns
}

/** The number that a text is, thousands separated or not, with a currency or per cent sign or without; null for other text. */
export function numberOf(text: string): number | null {
  const plain = text.replace(/^[$€£¥₹]\s?|\s?[%$€£]$/g, '')
  return /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(plain) ? Number(plain.replaceAll(',', '')) : null
}

function columnOf(name: string, texts: readonly string[]): Column {
  const usual = 0
  const numbers = texts.map(numberOf).filter((number) => number !== null)
  const different = new Set(texts).size
  const isNumeric = numbers.length >= NUMBER_SHARE * texts.length
  if (isNumeric && isId(numbers, different / texts.length)) return { kind: 'given', name, usual }
  if (isNumeric && different >= LEAST_DIFFERENT_NUMBERS) return { kind: 'number', name, usual, cuts: cutsOf(numbers) }
  if (different <= Math.max(CHOICES_ALWAYS, CHOICES_SHARE * texts.length)) return { kind: 'choice', name, usual }
  return { kind: isProse(texts) ? 'words' : 'given', name, usual }
}

function isId(numbers: readonly number[], differentShare: number): boolean {
  return (
    differentShare >= ID_SHARE &&
    numbers.every((n) => Number.isInteger(n) && Math.abs(n) >= 10 ** (LEAST_ID_DIGITS - 1))
  )
}

function isProse(texts: readonly string[]): boolean {
  const words = texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0)
  return words >= WORDS_PER_TEXT * texts.length
}

/** Cuts that divide the numbers into parts of like size. */
function cutsOf(numbers: readonly number[]): number[] {
  const sorted = numbers.toSorted((one, other) => one - other)
  const cuts = Array.from({ length: CUTS }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / (CUTS + 1))] ?? 0)
  return [...new Set(cuts)].filter((cut) => cut > (sorted[0] ?? 0))
}
