import { logLossOf } from '../reliability.ts'
import { chanceOf, type Weights } from './logistic.ts'

/** The log odds that a lead was given by a model that had not seen it, and what was decided. */
export type Foretold = { odds: number; approved: boolean }

/** What turns log odds into truer ones: times `stretch`, plus `shift`. */
export type Calibration = { stretch: number; shift: number }

const ROUNDS = 20
const SETTLED = 1e-6
/** How strongly the stretch is held near 1: as by some hundred decisions, so that a few cannot say much. */
const HOLD = 20
const AS_IT_IS: Calibration = { stretch: 1, shift: 0 }
/** A correction that explains the decisions by less than this many nats is put down to chance: Wilks' test, two numbers, 1 %. */
const LEAST_GAIN_NATS = 4.6

/**
 * How far forecasts were too shy or too bold: a ridge makes them shy, many features that mean nothing make them bold (Platt 1999,
 * Probabilistic Outputs for Support Vector Machines, held near what was forecast and fitted by Newton's method). Those that may well
 * be right are left as they are: a correction learned from chance makes them worse.
 */
export function calibrationOf(foretold: readonly Foretold[]): Calibration {
  const found = plattFit(foretold)
  return surprise(foretold, AS_IT_IS) - surprise(foretold, found) >= LEAST_GAIN_NATS ? found : AS_IT_IS
}

function plattFit(foretold: readonly Foretold[]): Calibration {
  // From nothing up: there the loss is bent the most, so that no step is too long.
  let found: Calibration = { stretch: 0, shift: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    const next = stepFrom(found, foretold)
    const moved = Math.abs(next.stretch - found.stretch) + Math.abs(next.shift - found.shift)
    found = next
    if (moved < SETTLED) break
  }
  return found
}

/** A model whose log odds are the calibrated ones. */
export function calibrated({ bias, weights }: Weights, { stretch, shift }: Calibration): Weights {
  return { bias: stretch * bias + shift, weights: weights.map((weight) => stretch * weight) }
}

/** Of all the decisions together, in nats. */
function surprise(foretold: readonly Foretold[], { stretch, shift }: Calibration): number {
  const forecasts = foretold.map(({ odds, approved }) => ({ chance: chanceOf(stretch * odds + shift), approved }))
  return foretold.length * logLossOf(forecasts)
}

function stepFrom({ stretch, shift }: Calibration, foretold: readonly Foretold[]): Calibration {
  let [slopeStretch, slopeShift] = [HOLD * (1 - stretch), 0]
  let [bendStretch, bendBoth, bendShift] = [HOLD, 0, 0]
  for (const { odds, approved } of foretold) {
    const chance = chanceOf(stretch * odds + shift)
    const off = Number(approved) - chance
    const bend = chance * (1 - chance)
    slopeStretch += off * odds
    slopeShift += off
    bendStretch += bend * odds * odds
    bendBoth += bend * odds
    bendShift += bend
  }
  const determinant = bendStretch * bendShift - bendBoth * bendBoth
  if (determinant <= 0) return { stretch, shift }
  return {
    stretch: stretch + (bendShift * slopeStretch - bendBoth * slopeShift) / determinant,
    shift: shift + (bendStretch * slopeShift - bendBoth * slopeStretch) / determinant,
  }
}
