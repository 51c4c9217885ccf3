import type { Fallback } from '../lead/score.ts'
import type { Brief } from './brief.ts'
import type { Judgement } from './judgement.ts'

/** Whoever judges a lead from its brief: OpenAI, or anything that speaks its language. Never throws. */
export type Model = { judge(brief: Brief): Promise<ModelAnswer> }

/** What became of one question to the model, the second try and the second model included. */
export type ModelAnswer =
  | { kind: 'judged'; judgement: Judgement; usage: Usage; model: string; ms: number }
  /** `detail` is for the operator's log: never lead text, never a key. */
  | { kind: 'failed'; why: Fallback; detail: string }

/** Tokens, over all tries that were answered. */
export type Usage = { tokensIn: number; tokensOut: number }
