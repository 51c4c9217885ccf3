import { aucOf, eceOf, type Forecast, logLossOf } from '../reliability.ts'
import type { Breathe } from './breathe.ts'
import { chanceOf, fitWeights, logOdds, type Table, type Weights } from './logistic.ts'

/** The ridge penalties to choose from, the shyest first: each fit begins where the one before ended. */
const PENALTIES = [15, 4]
const FOLDS = 4

type Tried = { penalty: number; auc: number | null; ece: number | null; loss: number }

/** The penalty that forecasts best on decisions left out, and how well it does there. */
export async function bestPenalty(table: Table, breathe: Breathe): Promise<Tried> {
  const forecasts: Forecast[][] = PENALTIES.map(() => [])
  for (let fold = 0; fold < FOLDS; fold++) {
    const known = part(table, (i) => i % FOLDS !== fold)
    const unseen = part(table, (i) => i % FOLDS === fold)
    let model: Weights | undefined
    for (const [i, penalty] of PENALTIES.entries()) {
      model = await fitWeights(known, penalty, breathe, model)
      forecasts[i]?.push(...forecastsBy(model, unseen))
    }
  }
  const tried = PENALTIES.map((penalty, i) => judged(penalty, forecasts[i] ?? []))
  return tried.reduce((best, next) => (next.loss < best.loss ? next : best))
}

function part({ rows, approved, width }: Table, isIn: (i: number) => boolean): Table {
  return { rows: rows.filter((_, i) => isIn(i)), approved: approved.filter((_, i) => isIn(i)), width }
}

function forecastsBy(model: Weights, { rows, approved }: Table): Forecast[] {
  return rows.map((row, i) => ({ chance: chanceOf(logOdds(model, row)), approved: approved[i] ?? false }))
}

function judged(penalty: number, forecasts: readonly Forecast[]): Tried {
  return { penalty, auc: aucOf(forecasts), ece: eceOf(forecasts), loss: logLossOf(forecasts) }
}
