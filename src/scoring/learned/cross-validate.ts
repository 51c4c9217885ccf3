import { aucOf, eceOf, type Forecast } from '../reliability.ts'
import type { Breathe } from './breathe.ts'
import { type Calibration, calibrationOf, type Foretold } from './calibrate.ts'
import { chanceOf, fitWeights, logOdds, type Table } from './logistic.ts'

const FOLDS = 4

/** How far a fit's log odds are from the truth, and how well it forecasts once that is put right. */
type Quality = { calibration: Calibration; auc: number | null; ece: number | null }

/** How well a fit with this penalty forecasts decisions that were left out of it. */
export async function crossValidated(table: Table, penalty: number, breathe: Breathe): Promise<Quality> {
  const foretold: Foretold[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const known = part(table, (i) => i % FOLDS !== fold)
    const unseen = part(table, (i) => i % FOLDS === fold)
    const model = await fitWeights(known, penalty, breathe)
    foretold.push(
      ...unseen.rows.map((row, i) => ({ odds: logOdds(model, row), approved: unseen.approved[i] ?? false })),
    )
  }
  const calibration = calibrationOf(foretold)
  const forecasts = foretold.map((one) => forecastOf(one, calibration))
  return { calibration, auc: aucOf(forecasts), ece: eceOf(forecasts) }
}

function part({ rows, approved, width }: Table, isIn: (i: number) => boolean): Table {
  return { rows: rows.filter((_, i) => isIn(i)), approved: approved.filter((_, i) => isIn(i)), width }
}

function forecastOf({ odds, approved }: Foretold, { stretch, shift }: Calibration): Forecast {
  return { chance: chanceOf(stretch * odds + shift), approved }
}
