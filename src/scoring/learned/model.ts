import { z } from 'zod'
import { Column } from './columns.ts'

/** Raised when older processes could not read a model rightly. */
export const MODEL_FORMAT = 1

/** How well a model did on decisions that it had not seen, by cross-validation. */
const Quality = z.object({
  /** How often it put an approved lead above a rejected one. */
  auc: z.number().nullable(),
  /** Expected calibration error. */
  ece: z.number().nullable(),
})

const Stored = z.object({
  format: z.literal(MODEL_FORMAT),
  /** Counts the trainings of a workspace. */
  version: z.number().int().positive(),
  trainedAt: z.coerce.date(),
  /** Decisions it was trained on, and how many of them were approvals. */
  decisions: z.number().int(),
  approvals: z.number().int(),
  ...Quality.shape,
  penalty: z.number(),
  columns: z.array(Column),
  bias: z.number(),
  /** Log odds by feature hash. */
  weights: z.array(z.tuple([z.number(), z.number()])).transform((pairs) => new Map(pairs)),
})

/** What a team's decisions taught: plain data without anybody's words. */
export type LearnedModel = z.output<typeof Stored>

/** A model as text to store; weights are kept to four decimals. */
export function writeModel(model: LearnedModel): string {
  const weights = [...model.weights].map(([feature, weight]) => [feature, Number(weight.toFixed(4))])
  return JSON.stringify({ ...model, weights })
}

/** Reads a stored model; null for one of a format that this version does not know. */
export function readModel(text: string): LearnedModel | null {
  const { format } = z.object({ format: z.number() }).parse(JSON.parse(text))
  return format === MODEL_FORMAT ? Stored.parse(JSON.parse(text)) : null
}
