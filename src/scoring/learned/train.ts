import { judgeByRules } from '../rules.ts'
import { type Breathe, slowly } from './breathe.ts'
import { calibrated } from './calibrate.ts'
import { type Column, columnsOf } from './columns.ts'
import { crossValidated } from './cross-validate.ts'
import { fitWeights, type Table } from './logistic.ts'
import { type LearnedModel, MODEL_FORMAT } from './model.ts'
import { type Sign, signsOf } from './signs.ts'
import { type LearnedInput, type Trait, traitsOf } from './traits.ts'

/** A lead's traits, and whether a person approved it. */
export type Example = { traits: Trait[]; approved: boolean }

/** From so many decisions on, with so many of either kind, there is something to learn. */
export const LEAST_DECISIONS = 100
export const LEAST_OF_EITHER = 10
/** A feature counts when so many leads have it, and so many have not. */
const LEAST_LEADS = 4
/** The ridge: as if each weight were expected within some 0.6 of zero. Choosing it anew by few decisions did more harm than good. */
const PENALTY = 2.5

/** A decided lead as something to learn from. */
export function exampleOf(lead: LearnedInput, approved: boolean): Example {
  return { traits: traitsOf(lead, judgeByRules(lead).value), approved }
}

/** How many leads people approved, and how many they rejected. */
export type Tally = { approved: number; rejected: number }

/** Are so many decisions enough to learn from? */
export function isEnough({ approved, rejected }: Tally): boolean {
  return approved + rejected >= LEAST_DECISIONS && Math.min(approved, rejected) >= LEAST_OF_EITHER
}

/** Learns from decisions; the same decisions give the same model. */
export async function train(
  examples: readonly Example[],
  made: Pick<LearnedModel, 'version' | 'trainedAt'>,
  breathe: Breathe,
): Promise<LearnedModel> {
  const columns = await columnsOf(
    examples.map(({ traits }) => traits),
    breathe,
  )
  const leads = await slowly(examples, breathe, ({ traits }) => signsOf(columns, traits))
  const features = await commonFeatures(leads, breathe)
  const table = await tableOf(leads, features, examples, breathe)
  const { calibration, auc, ece } = await crossValidated(table, PENALTY, breathe)
  const fitted = calibrated(await fitWeights(table, PENALTY, breathe), calibration)
  const weights = new Map(features.map((feature, i) => [feature, fitted.weights[i] ?? 0]))
  return {
    ...made,
    format: MODEL_FORMAT,
    decisions: examples.length,
    approvals: examples.filter(({ approved }) => approved).length,
    auc,
    ece,
    penalty: PENALTY,
    columns: await withUsual(columns, leads, weights, breathe),
    bias: fitted.bias,
    weights,
  }
}

/** What the features of a sign add to the log odds. */
export function weightOf(sign: Sign, weights: ReadonlyMap<number, number>): number {
  return sign.features.reduce((sum, feature) => sum + (weights.get(feature) ?? 0), 0)
}

/** The features that tell some leads from others. */
async function commonFeatures(leads: readonly Sign[][], breathe: Breathe): Promise<number[]> {
  const holders = new Map<number, number>()
  await slowly(leads, breathe, (signs) => {
    for (const { features } of signs)
      for (const feature of features) holders.set(feature, (holders.get(feature) ?? 0) + 1)
  })
  const most = leads.length - LEAST_LEADS
  return [...holders].flatMap(([feature, n]) => (n >= LEAST_LEADS && n <= most ? [feature] : []))
}

async function tableOf(
  leads: readonly Sign[][],
  features: readonly number[],
  examples: readonly Example[],
  breathe: Breathe,
): Promise<Table> {
  const index = new Map(features.map((feature, i) => [feature, i]))
  const rows = await slowly(leads, breathe, (signs) =>
    signs.flatMap((sign) => sign.features.flatMap((feature) => index.get(feature) ?? [])),
  )
  return { rows, approved: examples.map(({ approved }) => approved), width: features.length }
}

/** The columns with what they add to a usual lead. Words stand for themselves: most leads have none of them. */
async function withUsual(
  columns: readonly Column[],
  leads: readonly Sign[][],
  weights: ReadonlyMap<number, number>,
  breathe: Breathe,
): Promise<Column[]> {
  const sums = new Map<string, number>()
  await slowly(leads, breathe, (signs) => {
    for (const sign of signs) sums.set(sign.column, (sums.get(sign.column) ?? 0) + weightOf(sign, weights))
  })
  return columns.map((column) =>
    column.kind === 'words' ? column : { ...column, usual: (sums.get(column.name) ?? 0) / leads.length },
  )
}
