/** The middle one of some measurements, or the mean of the middle two. Throws for none. */
export function median(values: readonly number[]): number {
  const above = [...values].map((value) => -value)
  return (percentile(values, 50) - percentile(above, 50)) / 2
}

/** The value below which that share of the measurements lies, by nearest rank. Throws for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)]
  if (found === undefined) throw new Error('nothing was measured')
  return found
}
