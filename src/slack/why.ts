import type { KnownBlock } from '@slack/types'
import type { Lead } from '../lead/lead.ts'
import type { Reason, Score } from '../lead/score.ts'
import { bold, line, list, remark, rich, text } from './rich.ts'
import { oneLine } from './text.ts'
import { WORDS } from './words.ts'

const SUMMARY_MAX = 400
const ACTION_MAX = 250
const QUOTES_SHOWN = 4
const LABEL_MAX = 40
const QUOTE_MAX = 140
const FLAGS_SHOWN = 8
const FLAG_MAX = 60

/** Score, confidence and axes in one line. */
export function scoreLine(lead: Lead): KnownBlock {
  return remark(lead.score ? WORDS.card.score(lead.score) : WORDS.card.notScored)
}

/** The summary with its evidence, and what to do next. */
export function why(score: Score | null): KnownBlock[] {
  if (!score) return []
  const summary = oneLine(score.summary, SUMMARY_MAX)
  const action = oneLine(score.recommendedAction, ACTION_MAX)
  const quotes = score.reasons.filter((reason) => oneLine(reason.quote, QUOTE_MAX) !== '').slice(0, QUOTES_SHOWN)
  const parts = [
    ...(summary ? [line(bold(`${WORDS.card.why}: `), text(summary))] : []),
    ...(quotes.length > 0 ? [list(...quotes.map(evidence))] : []),
    ...(action ? [line(bold(`${WORDS.card.action}: `), text(action))] : []),
  ]
  return parts.length > 0 ? [rich(...parts)] : []
}

function evidence({ label, level, quote }: Reason) {
  return line(text(`${oneLine(label, LABEL_MAX)} (${WORDS.card.level(level)}): “${oneLine(quote, QUOTE_MAX)}”`))
}

/** What to mind before deciding. */
export function flags(lead: Lead): KnownBlock[] {
  const { score } = lead
  const all = [
    ...(lead.test ? [WORDS.card.test] : []),
    ...(score?.injection ? [WORDS.card.injection] : []),
    ...(lead.unsigned ? [WORDS.card.unsigned] : []),
    ...lead.flags.map((flag) => WORDS.card.flag(flag) ?? WORDS.card.otherFlag(oneLine(flag, FLAG_MAX))),
    ...(score?.fallback ? [WORDS.card.fallback(score.fallback)] : []),
  ].slice(0, FLAGS_SHOWN)
  if (all.length === 0) return []
  return [rich(line(bold(WORDS.card.flags)), list(...all.map((flag) => line(text(flag)))))]
}
