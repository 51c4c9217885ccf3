import type { ActionsBlock, KnownBlock } from '@slack/types'
import type { Decision } from '../lead/decision.ts'
import type { Lead } from '../lead/lead.ts'
import { leadButton, leadMenu } from './buttons.ts'
import { duration, slackDate } from './dates.ts'
import { mention } from './mention.ts'
import { labelled, line, parsed, quote, rich } from './rich.ts'
import { oneLine } from './text.ts'
import { WORDS } from './words.ts'

const REASON_MAX = 100
const NOTE_MAX = 250

/** Who decided what, and why; or who took a decision back last. */
export function verdict(lead: Lead): KnownBlock[] {
  return lead.decision ? [parsed(decided(lead, lead.decision)), ...grounds(lead.decision)] : takenBack(lead)
}

/** What can be done now: decide while the lead is open, take back once it is decided. */
export function choices(lead: Lead): ActionsBlock {
  return { type: 'actions', elements: [...verbs(lead).map((verb) => leadButton(verb, lead)), leadMenu(lead)] }
}

function verbs(lead: Lead) {
  if (lead.state === 'open') return ['approve', 'reject', 'review'] as const
  return lead.decision?.undoUntil ? (['undo'] as const) : (['reopen'] as const)
}

function decided(lead: Lead, { outcome, by, at }: Decision): string {
  const after = duration(at.getTime() - lead.receivedAt.getTime())
  if (by.kind === 'auto') return WORDS.verdict.automatically(outcome, after)
  const words = WORDS.verdict.decided(outcome, mention(by), after)
  if (outcome !== 'review_requested') return words
  return `${words} · ${WORDS.verdict.looksInto(mention(lead.owner ?? by))}`
}

/** What somebody is told whose click changed nothing. */
export function lateWords(late: { lead: Lead; wanted: 'decide' | 'undo' | 'reopen' | 'resolve' }): string {
  const { decision, state, conversation } = late.lead
  if (late.wanted === 'resolve') {
    const { by, at } = conversation?.resolved ?? {}
    return by && at ? WORDS.answer.alreadyResolved(mention(by), slackDate(at)) : WORDS.answer.nobodyWaits
  }
  if (late.wanted === 'undo' && decision && state !== 'open') return WORDS.answer.tooLateToUndo
  if (late.wanted !== 'decide' || !decision) return WORDS.answer.openAgain
  const by = decision.by.kind === 'auto' ? WORDS.verdict.threshold : mention(decision.by)
  return WORDS.answer.alreadyDecided(decision.outcome, by, slackDate(decision.at))
}

/** Reason and note are people's free text: the one on a line, the other behind the bar, both labelled. */
function grounds(decision: Decision): KnownBlock[] {
  const reason = oneLine(decision.reason, REASON_MAX)
  const note = oneLine(decision.note, NOTE_MAX)
  const parts = [
    ...(reason ? [line(...labelled(WORDS.verdict.reason, reason))] : []),
    ...(note ? [quote(...labelled(WORDS.verdict.note, note))] : []),
  ]
  return parts.length > 0 ? [rich(...parts)] : []
}

function takenBack(lead: Lead): KnownBlock[] {
  const row = lead.history.at(-1)
  if (!row?.by) return []
  const [by, date] = [mention(row.by), slackDate(row.at)]
  if (row.what === 'undone') return [parsed(WORDS.verdict.undone(by, date))]
  return row.what === 'reopened' ? [parsed(WORDS.verdict.reopened(by, date))] : []
}
