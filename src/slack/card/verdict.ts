import type { ActionsBlock, KnownBlock } from '@slack/types'
import { needsHuman } from '../../lead/conversation.ts'
import type { Decision } from '../../lead/decision.ts'
import type { Lead } from '../../lead/lead.ts'
import { type LeadVerb, leadButton, leadMenu } from '../blocks/buttons.ts'
import { duration, slackDate } from '../blocks/dates.ts'
import { mention } from '../blocks/mention.ts'
import { labelled, line, parsed, quote, rich } from '../blocks/rich.ts'
import { inert, oneLine } from '../blocks/text.ts'
import { WORDS } from '../words/words.ts'

const REASON_MAX = 100
const NOTE_MAX = 250

/** Whether a threshold decided, and nobody took that back. */
export function isAutomatic({ state, decision }: Lead): boolean {
  return state !== 'open' && decision?.by.kind === 'auto'
}

/** Who decided what, and why; or who took a decision back last. */
export function verdict(lead: Lead): KnownBlock[] {
  return lead.decision ? [parsed(decided(lead, lead.decision)), ...grounds(lead.decision)] : takenBack(lead)
}

/** What can be done now: decide while the lead is open, take back once it is decided. */
export function choices(lead: Lead): ActionsBlock {
  return { type: 'actions', elements: [...verbs(lead).map((verb) => leadButton(verb, lead)), leadMenu(lead)] }
}

/** A conversation waits for a person whatever was decided about its lead. */
function verbs(lead: Lead): LeadVerb[] {
  const waits: LeadVerb[] = needsHuman(lead.conversation) ? ['resolve'] : []
  if (lead.state === 'open') return ['approve', 'reject', 'review', 'claim', ...waits]
  return [lead.decision?.undoUntil ? 'undo' : 'reopen', ...waits]
}

function decided(lead: Lead, { outcome, by, at, due }: Decision): string {
  const after = duration(at.getTime() - lead.receivedAt.getTime())
  if (by.kind === 'auto') return WORDS.verdict.automatically(outcome, after)
  const words = WORDS.verdict.decided(outcome, mention(by), after)
  if (outcome !== 'review_requested') return words
  const parts = [words, WORDS.verdict.looksInto(mention(lead.owner ?? by)), due ? WORDS.card.reviewDue(inert(due)) : '']
  return parts.filter(Boolean).join(' · ')
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
  const row = lead.history.findLast(({ what }) => what === 'undone' || what === 'reopened')
  if (!row?.by) return []
  const [by, date] = [mention(row.by), slackDate(row.at)]
  if (row.what === 'undone') return [parsed(WORDS.verdict.undone(by, date))]
  return [parsed(WORDS.verdict.reopened(by, date))]
}
