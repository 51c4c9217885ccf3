import type { KnownBlock, RichTextElement } from '@slack/types'
import type { Lead } from '../../lead/lead.ts'
import type { Reason, Score } from '../../lead/score.ts'
import { italic, labelled, line, remark, rich, text } from '../blocks/rich.ts'
import { oneLine } from '../blocks/text.ts'
import { WORDS } from '../words/words.ts'
import { learnedRow } from './learned.ts'
import { talkFlags } from './talk.ts'

const SUMMARY_MAX = 400
const ACTION_MAX = 250
const QUOTES_SHOWN = 4
const LABEL_MAX = 40
const QUOTE_MAX = 140
const FLAGS_SHOWN = 8
const FLAG_MAX = 60

/** Score, confidence and axes in one line, with who scored, and why no model did. */
export function scoreLine(lead: Lead): KnownBlock {
  return remark(lead.score ? WORDS.card.score(lead.score) : WORDS.card.notScored)
}

/** The summary with its evidence, and what to do next. */
export function why(score: Score | null): KnownBlock[] {
  if (!score) return []
  const summary = oneLine(score.summary, SUMMARY_MAX)
  const action = oneLine(score.recommendedAction, ACTION_MAX)
  const quotes = score.reasons.filter((reason) => oneLine(reason.quote, QUOTE_MAX) !== '').slice(0, QUOTES_SHOWN)
  const rows = [
    ...(summary ? [labelled(WORDS.card.why, summary)] : []),
    ...(quotes.length > 0 ? [quotes.flatMap(evidence)] : []),
    ...(score.learned ? [learnedRow(score.learned)] : []),
    ...(action ? [labelled(WORDS.card.action, action)] : []),
  ]
  const elements = rows.flatMap((row, i) => (i > 0 ? [text('\n'), ...row] : row))
  return elements.length > 0 ? [rich(line(...elements))] : []
}

/** The evidence stands in one row: its label in front of the first piece. */
function evidence({ label, level, quote }: Reason, i: number): RichTextElement[] {
  const words = `${oneLine(label, LABEL_MAX)} (${WORDS.card.level(level)}) `
  const start = i > 0 ? [text(` · ${words}`)] : labelled(WORDS.card.evidence, words)
  return [...start, italic(`“${oneLine(quote, QUOTE_MAX)}”`)]
}

/** Remarks that the conversation itself tells more exactly. */
const TALK_FLAGS = new Set(['needs_human', 'sensitive'])

/** What to mind before deciding. */
export function flags(lead: Lead): KnownBlock[] {
  const { score } = lead
  const talk = talkFlags(lead)
  const isNew = (flag: string) => talk.length === 0 || !TALK_FLAGS.has(flag)
  const all = [
    ...(lead.test ? [WORDS.card.test] : []),
    ...(score?.injection ? [WORDS.card.injection] : []),
    ...(lead.unsigned ? [WORDS.card.unsigned] : []),
    ...talk,
    ...lead.flags.filter(isNew).map((flag) => WORDS.card.flag(flag) ?? WORDS.card.otherFlag(oneLine(flag, FLAG_MAX))),
  ].slice(0, FLAGS_SHOWN)
  return all.length > 0 ? [rich(line(...labelled(WORDS.card.flags, all.join(' · '))))] : []
}
