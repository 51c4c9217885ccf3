import type { RichTextElement } from '@slack/types'
import type { Person } from '../../lead/decision.ts'
import type { HistoryRow, Lead } from '../../lead/lead.ts'
import { dateElement, slackDate } from '../blocks/dates.ts'
import { isSlackGroup, isSlackUser, mention, nameOf } from '../blocks/mention.ts'
import { bold, line, rich, text } from '../blocks/rich.ts'
import { oneLine, unlinked } from '../blocks/text.ts'
import { WORDS } from '../words/words.ts'
import type { SlackMessage } from './card.ts'

const DETAIL_MAX = 400
const ROWS_MAX = 20
const DECISIONS: ReadonlySet<string> = new Set(['approved', 'rejected', 'review_requested'])

/** One or more rows of a lead's history as a message in its thread. People's own words are never parsed. */
export function historyMessage({ lead, rows }: { lead: Lead; rows: readonly HistoryRow[] }): SlackMessage {
  const told = rows.slice(-ROWS_MAX)
  const elements = told.flatMap((row, i) => [...(i > 0 ? [text('\n')] : []), ...happened(row)])
  const spoken = told.map(rowText).join(' · ')
  const id = `${lead.id}.history.${lead.revision}`
  return { text: spoken, blocks: [{ ...rich(line(...elements)), block_id: id }] }
}

/** "Assigned to @ann by @sam", "Snoozed until … by @sam", "Rejected by @sam: No budget". */
function happened({ what, by, whom, until, detail }: HistoryRow): RichTextElement[] {
  const words = wordsOf(what, detail)
  return [
    bold(WORDS.history.happened(what)),
    ...(whom ? [text(WORDS.history.whom(what)), person(whom)] : []),
    ...(until ? [text(WORDS.history.until), dateElement(until, '{date_short_pretty} at {time}')] : []),
    ...(by ? [text(WORDS.history.by), person(by)] : []),
    ...(words ? [text(`: ${words}`)] : []),
  ]
}

/** The same as parsed text. */
export function rowText({ what, by, whom, until, detail }: HistoryRow): string {
  const words = wordsOf(what, detail)
  return [
    WORDS.history.happened(what),
    whom ? `${WORDS.history.whom(what)}${mention(whom)}` : '',
    until ? `${WORDS.history.until}${slackDate(until)}` : '',
    by ? `${WORDS.history.by}${mention(by)}` : '',
    words ? `: ${unlinked(words)}` : '',
  ].join('')
}

/** Reasons and notes are people's own words, and stand in quotes. */
export function wordsOf(what: string, detail: string | null): string {
  const words = oneLine(detail, DETAIL_MAX)
  return words && DECISIONS.has(what) ? WORDS.history.quoted(words) : words
}

function person(one: Person): RichTextElement {
  if (isSlackGroup(one)) return { type: 'usergroup', usergroup_id: one.id }
  return isSlackUser(one) ? { type: 'user', user_id: one.id } : text(nameOf(one))
}
