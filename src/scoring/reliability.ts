/** A chance that was given (0–1), and what people then decided. */
export type Forecast = { chance: number; approved: boolean }

/** Forecasts of like chance: how many, the mean chance given, and the share that was approved. */
export type Bin = { from: number; to: number; n: number; chance: number; approved: number }

const BINS = 10

/** How often an approved lead was given a higher chance than a rejected one, ties counting half; null when there are not both. */
export function aucOf(forecasts: readonly Forecast[]): number | null {
  const sorted = forecasts.toSorted((one, other) => one.chance - other.chance)
  const approved = sorted.filter((forecast) => forecast.approved).length
  const pairs = approved * (sorted.length - approved)
  if (pairs === 0) return null
  let ranks = 0
  for (let from = 0; from < sorted.length; ) {
    let to = from
    while (to < sorted.length && sorted[to]?.chance === sorted[from]?.chance) to++
    const ties = sorted.slice(from, to).filter((forecast) => forecast.approved).length
    ranks += (ties * (from + to + 1)) / 2
    from = to
  }
  return (ranks - (approved * (approved + 1)) / 2) / pairs
}

/** The forecasts in ten parts of like chance; empty parts are left out. */
export function binsOf(forecasts: readonly Forecast[]): Bin[] {
  return Array.from({ length: BINS }, (_, i) => {
    const inside = forecasts.filter(({ chance }) => Math.min(BINS - 1, Math.floor(chance * BINS)) === i)
    const n = inside.length
    return {
      from: i / BINS,
      to: (i + 1) / BINS,
      n,
      chance: inside.reduce((sum, { chance }) => sum + chance, 0) / (n || 1),
      approved: inside.filter(({ approved }) => approved).length / (n || 1),
    }
  }).filter(({ n }) => n > 0)
}

/** The expected calibration error: how far chances are from shares, on average over forecasts; null for none. */
export function eceOf(forecasts: readonly Forecast[]): number | null {
  if (forecasts.length === 0) return null
  const off = binsOf(forecasts).reduce((sum, { n, chance, approved }) => sum + n * Math.abs(chance - approved), 0)
  return off / forecasts.length
}

/** The mean surprise in nats: small when forecasts are both right and sure. */
export function logLossOf(forecasts: readonly Forecast[]): number {
  const surprise = forecasts.map(({ chance, approved }) => -Math.log(Math.max(1e-9, approved ? chance : 1 - chance)))
  return surprise.reduce((sum, each) => sum + each, 0) / forecasts.length
}
