import { aucOf, eceOf, type Forecast, logLossOf } from '../reliability.ts'
import type { Breathe } from './breathe.ts'
import { type Calibration, calibrationOf, type Foretold } from './calibrate.ts'
import { chanceOf, fitWeights, logOdds, type Table, type Weights } from './logistic.ts'

/** The ridge penalties to choose from, the shyest first: each fit begins where the one before ended. */
const PENALTIES = [15, 4]
const FOLDS = 4

/** How to fit: the penalty, how far its log odds are from the truth, and how well it forecasts once that is put right. */
type Best = { penalty: number; calibration: Calibration; auc: number | null; ece: number | null }

/** The penalty that forecasts best on decisions left out, and how well it does there. */
export async function bestFit(table: Table, breathe: Breathe): Promise<Best> {
  const tried: Foretold[][] = PENALTIES.map(() => [])
  for (let fold = 0; fold < FOLDS; fold++) {
    const known = part(table, (i) => i % FOLDS !== fold)
    const unseen = part(table, (i) => i % FOLDS === fold)
    let model: Weights | undefined
    for (const [i, penalty] of PENALTIES.entries()) {
      model = await fitWeights(known, penalty, breathe, model)
      tried[i]?.push(...foretoldBy(model, unseen))
    }
  }
  const losses = tried.map((foretold) => logLossOf(foretold.map(forecastOf)))
  const best = losses.indexOf(Math.min(...losses))
  return judged(PENALTIES[best] ?? 0, tried[best] ?? [])
}

function part({ rows, approved, width }: Table, isIn: (i: number) => boolean): Table {
  return { rows: rows.filter((_, i) => isIn(i)), approved: approved.filter((_, i) => isIn(i)), width }
}

function foretoldBy(model: Weights, { rows, approved }: Table): Foretold[] {
  return rows.map((row, i) => ({ odds: logOdds(model, row), approved: approved[i] ?? false }))
}

function forecastOf({ odds, approved }: Foretold): Forecast {
  return { chance: chanceOf(odds), approved }
}

function judged(penalty: number, foretold: readonly Foretold[]): Best {
  const calibration = calibrationOf(foretold)
  const { stretch, shift } = calibration
  const forecasts = foretold.map(({ odds, approved }) => forecastOf({ odds: stretch * odds + shift, approved }))
  return { penalty, calibration, auc: aucOf(forecasts), ece: eceOf(forecasts) }
}
