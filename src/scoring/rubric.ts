import type { Level } from '../lead/score.ts'

/** What a criterion speaks of: how well the lead fits, or how much they want it. */
export type Axis = 'fit' | 'intent'

/** One thing a lead is judged by. */
export type Criterion = {
  id: string
  label: string
  axis: Axis
  /** Points when the level is strong. Those of the criteria with positive weights add up to 100; a negative weight counts against the lead. */
  weight: number
  /** `facts` are judged by code, from contact details that no model is told. */
  judge: 'text' | 'facts'
  /** What the model is asked. */
  asks: string
}

/** What a workspace judges its leads by. Version 0 is the usual one; every change raises it. */
export type Rubric = { version: number; criteria: readonly Criterion[] }

/** A judged criterion: by the model or by the rules. `quote` is the evidence, as far as there is any. */
export type Finding = { criterion: string; level: Level; quote: string | null }

/** All levels, as a model may answer them. */
export const LEVELS = ['none', 'weak', 'clear', 'strong', 'not_stated'] as const satisfies Level[]

/** How much of a criterion's weight a level earns. Silence earns a little: it is better than a no. */
export const LEVEL_SHARE: Record<Level, number> = { none: 0, not_stated: 0.15, weak: 0.35, clear: 0.75, strong: 1 }

/** The criteria that ship, for teams that sell to companies. */
export const USUAL_RUBRIC: readonly Criterion[] = [
  {
    id: 'need',
    label: 'Need',
    axis: 'intent',
    weight: 25,
    judge: 'text',
    asks: 'Do they want something that a sales team could sell them? Strong: a concrete problem or purchase, demo or quote; none: they say they want nothing, look for a job, or do homework.',
  },
  {
    id: 'urgency',
    label: 'Urgency',
    axis: 'intent',
    weight: 15,
    judge: 'text',
    asks: 'How soon do they want to act? Strong: a date or deadline within weeks; none: they say there is no hurry.',
  },
  {
    id: 'budget',
    label: 'Budget',
    axis: 'fit',
    weight: 15,
    judge: 'text',
    asks: 'Is there money for it? Strong: an amount or an approved budget; none: they say there is none, or want it free.',
  },
  {
    id: 'authority',
    label: 'Authority',
    axis: 'fit',
    weight: 15,
    judge: 'text',
    asks: 'Can this person decide, or bring the decision about? Strong: owner, executive or head of the buying department; none: a student, intern or outsider.',
  },
  {
    id: 'company',
    label: 'Company fit',
    axis: 'fit',
    weight: 20,
    judge: 'text',
    asks: 'Is there a real organisation of a size worth a sales conversation? Strong: a named organisation with hundreds of people, users or sites; none: plainly a private person.',
  },
  {
    id: 'reachability',
    label: 'Reachability',
    axis: 'intent',
    weight: 10,
    judge: 'facts',
    asks: 'Which ways to reach this person are known?',
  },
  {
    id: 'pitch',
    label: 'Vendor pitch or spam',
    axis: 'intent',
    weight: -90,
    judge: 'text',
    asks: 'Are they selling to us rather than buying, or is it spam? Strong: an unmistakable sales pitch, link scheme or scam; none: no sign of it.',
  },
]

export const SHIPPED_RUBRIC: Rubric = { version: 0, criteria: USUAL_RUBRIC }

/** Do the findings say that somebody sells to us, or spams? */
export function isPitch(findings: readonly Finding[]): boolean {
  return findings.some(({ criterion, level }) => criterion === 'pitch' && (level === 'clear' || level === 'strong'))
}
