import type { Fallback } from '../lead/score.ts'
import type { Brief } from './brief.ts'
import type { Judgement } from './judgement.ts'

/** Whoever judges a lead from its brief: OpenAI, or anything that speaks its language. Never throws. */
export type Model = {
  /** Of the model that is asked first. */
  name: string
  price: Price
  judge(brief: Brief): Promise<ModelAnswer>
}

/** US dollars for a million tokens. */
export type Price = { tokensIn: number; tokensOut: number }

/** What became of one question to the model, the second try and the second model included. */
export type ModelAnswer =
  | { kind: 'judged'; judgement: Judgement; usage: Usage; model: string; ms: number }
  /** `detail` is for the operator's log: never lead text, never a key. */
  | { kind: 'failed'; why: Fallback; detail: string; usage: Usage }

/** Tokens, over all tries that were answered. */
export type Usage = { tokensIn: number; tokensOut: number }

/** Longer answers are cut off, and fail. */
export const MOST_ANSWER_TOKENS = 2_000

export const NO_USAGE: Usage = { tokensIn: 0, tokensOut: 0 }

/** US dollars. */
export function costOf(usage: Usage, price: Price): number {
  return (usage.tokensIn * price.tokensIn + usage.tokensOut * price.tokensOut) / 1e6
}

/** Reads two prices, in and out, such as `0.40,1.60`. */
export function priceOf(text: string): Price {
  const [tokensIn = 0, tokensOut = 0] = text.split(',').map(Number)
  return { tokensIn, tokensOut }
}
