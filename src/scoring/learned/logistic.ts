import type { Breathe } from './breathe.ts'

/** Examples as the indexes of their features (0 to `width` − 1), and whether each was approved. */
export type Table = { rows: readonly (readonly number[])[]; approved: readonly boolean[]; width: number }

/** Log odds of an example: `bias` plus the weights of its features. */
export type Weights = { bias: number; weights: Float64Array }

const ROUNDS = 12
const PASSES_PER_ROUND = 6
const SETTLED = 2e-3
/** Examples that are all but certain keep this much weight, which keeps the steps from overshooting. */
const LEAST_CURVATURE = 0.03

/**
 * Logistic regression with a ridge penalty: each round draws the parabola that touches the loss, and descends it coordinate by
 * coordinate (Friedman, Hastie & Tibshirani 2010, Regularization Paths for Generalized Linear Models). `start` is a guess to begin from.
 */
export async function fitWeights(table: Table, penalty: number, breathe: Breathe, start?: Weights): Promise<Weights> {
  const holders = holdersOf(table)
  const model = { bias: start?.bias ?? 0, weights: Float64Array.from(start?.weights ?? new Float64Array(table.width)) }
  for (let round = 0; round < ROUNDS; round++) {
    const parabola = touching(table, model)
    let largest = 0
    for (let pass = 0; pass < PASSES_PER_ROUND; pass++) {
      largest = descend(parabola, holders, model, penalty)
      await breathe()
    }
    if (largest < SETTLED) break
  }
  return model
}

/** The log-odds of approval for a row of features. */
export function logOdds({ bias, weights }: Weights, row: readonly number[]): number {
  let sum = bias
  for (const feature of row) sum += weights[feature] ?? 0
  return sum
}

/** The chance, 0 to 1, that log-odds stand for. */
export function chanceOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}

/** Slope and curvature of the loss, example by example. */
type Parabola = { slope: Float64Array; curvature: Float64Array }

function touching({ rows, approved }: Table, model: Weights): Parabola {
  const chances = Float64Array.from(rows, (row) => chanceOf(logOdds(model, row)))
  return {
    slope: chances.map((chance, i) => Number(approved[i]) - chance),
    curvature: chances.map((chance) => Math.max(LEAST_CURVATURE, chance * (1 - chance))),
  }
}

/** One pass over the bias and all weights; answers its longest step. */
function descend(parabola: Parabola, holders: readonly Int32Array[], model: Weights, penalty: number): number {
  const everyone = Int32Array.from(parabola.slope.keys())
  const biasStep = stepOf(parabola, everyone, 0, 0)
  model.bias += biasStep
  let longest = Math.abs(biasStep)
  holders.forEach((examples, feature) => {
    const weight = model.weights[feature] ?? 0
    const step = stepOf(parabola, examples, weight, penalty)
    model.weights[feature] = weight + step
    longest = Math.max(longest, Math.abs(step))
  })
  return longest
}

/** The best step for one weight, taken: the slopes of its examples are moved along. */
function stepOf({ slope, curvature }: Parabola, examples: Int32Array, weight: number, penalty: number): number {
  let pull = -penalty * weight
  let stiffness = penalty
  for (const example of examples) {
    pull += slope[example] ?? 0
    stiffness += curvature[example] ?? 0
  }
  const step = pull / stiffness
  for (const example of examples) slope[example] = (slope[example] ?? 0) - step * (curvature[example] ?? 0)
  return step
}

/** For every feature, the examples that have it. */
function holdersOf({ rows, width }: Table): Int32Array[] {
  const holders: number[][] = Array.from({ length: width }, () => [])
  rows.forEach((row, example) => {
    for (const feature of row) holders[feature]?.push(example)
  })
  return holders.map((examples) => Int32Array.from(examples))
}
