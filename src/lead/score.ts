export const BANDS = ['approve', 'review', 'reject'] as const
export type Band = (typeof BANDS)[number]

/** How strongly a criterion shows in the lead. */
export type Level = 'none' | 'weak' | 'clear' | 'strong' | 'not_stated'

/** One line of the score's explanation. `quote` stands verbatim in the lead, or is null. */
export type Reason = { criterion: string; label: string; level: Level; points: number; quote: string | null }

/** Why the model did not score this lead. */
export type Fallback = 'no_model' | 'model_error' | 'out_of_credits' | 'budget_exceeded'

/** What the team's own decisions say: the chance that they approve such a lead. */
export type LearnedScore = {
  /** 0–100: the chance in per cent. */
  value: number
  /** 0–1. */
  chance: number
  /** Which training of the workspace it comes from. */
  model: number
  /** What moved it most, in words: pluses first, then minuses, the strongest of each first. Points are per cent of chance against a usual lead. */
  factors: { label: string; points: number }[]
}

/** What we think of a lead. Numbers are computed by code, never written by a model. */
export type Score = {
  /** 0–100. */
  value: number
  /** 0–1; at most 0.4 when the rules scored. */
  confidence: number
  band: Band
  /** Fit (A best) and intent (1 best). */
  axes: { fit: 'A' | 'B' | 'C'; intent: 1 | 2 | 3 }
  summary: string
  recommendedAction: string
  reasons: Reason[]
  scoredBy: 'rules' | 'model' | 'learned'
  fallback: Fallback | null
  /** The lead's text tries to steer the scoring. */
  injection: boolean
  /** Null until the team has decided enough leads; beside the score, or in its place where `scoredBy` says so. */
  learned: LearnedScore | null
  /** 0–100: what the rules alone make of the lead, whom no words can talk into anything. */
  byRules: number
  /** ISO 639-1, as far as anybody could tell. */
  language: string | null
  /** What the model call cost; null when no model answered. `usd` is 0 where an answer to the same question was at hand; `rubric` is its version. */
  model: {
    name: string
    promptHash: string
    rubric: number
    tokensIn: number
    tokensOut: number
    usd: number
    ms: number
  } | null
}

/** Scores at or above `approve` and below `reject`; while automatic decisions are off, 85 and 20 draw the bands. */
export type Thresholds = { approve: number; reject: number }
export const USUAL_THRESHOLDS: Thresholds = { approve: 85, reject: 20 }

/** The band of a number alone. */
export function bandOf(value: number, thresholds: Thresholds): Band {
  if (value >= thresholds.approve) return 'approve'
  return value < thresholds.reject ? 'reject' : 'review'
}
