export type Figure = { value: number; unit: string }

/** One line of the result. */
export type Row = {
  what: string
  product: Figure
  /** What it is held against, measured in the same run; `known` is what a like machine is known to reach. */
  limit: (Figure & { known?: number }) | null
  /** Of the ratio where there is a limit, else of the product's own figure; null for a line that only informs. */
  wanted: { atLeast: number } | { atMost: number } | null
  note?: string
}

/** `void`: the limit itself ran too slowly for the line to count. */
type Verdict = 'ok' | 'short' | 'void' | 'note'

/** A limit below this share of what is known did not run as it can. */
export const LEAST_SHARE_OF_KNOWN = 0.7

export function ratioOf({ product, limit }: Row): number | null {
  return limit && product.value / limit.value
}

export function verdictOf(row: Row): Verdict {
  const { limit, wanted } = row
  if (limit?.known !== undefined && limit.value < LEAST_SHARE_OF_KNOWN * limit.known) return 'void'
  if (!wanted) return 'note'
  const figure = ratioOf(row) ?? row.product.value
  return ('atLeast' in wanted ? figure >= wanted.atLeast : figure <= wanted.atMost) ? 'ok' : 'short'
}
