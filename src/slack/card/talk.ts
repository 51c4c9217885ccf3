import type { KnownBlock, RichTextBlock, RichTextElement } from '@slack/types'
import { type Conversation, needsHuman, type Turn } from '../../lead/conversation.ts'
import type { Lead } from '../../lead/lead.ts'
import { dateElement, isFormattable } from '../blocks/dates.ts'
import { fitting, quoted } from '../blocks/long-text.ts'
import { bold, labelled, line, quote, rich, text } from '../blocks/rich.ts'
import { oneLine, shown } from '../blocks/text.ts'
import { WORDS } from '../words/words.ts'

const WORD_MAX = 60
const CALLER_MESSAGE_MAX = 250
const MISSING_SHOWN = 6
const TURNS_PER_PAGE = 20
const BLOCKS_PER_PAGE = 80
/** ISO 8601 with its zone. */
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/i

/** What a card says about a talk that waits for a person, as flags. */
export function talkFlags({
  conversation,
  severity,
  notified,
}: Pick<Lead, 'conversation' | 'severity' | 'notified'>): string[] {
  const waits = needsHuman(conversation)
  const reason = oneLine(conversation?.plea?.reason, WORD_MAX)
  const weight = conversation?.plea?.severity ?? severity
  const untold = notified.filter(({ round, outcome }) => waits && round === conversation?.pleas && outcome !== 'sent')
  return [
    ...(waits ? [WORDS.card.needsHuman(reason || WORDS.card.noReason), WORDS.card.botSilent] : []),
    ...(conversation?.plea?.sensitive ? [WORDS.card.sensitive] : []),
    ...(weight === 'urgent' || weight === 'high' ? [WORDS.card.severity(weight)] : []),
    ...untold.map(WORDS.card.untold),
  ]
}

/** What the bot promised its caller, and what it could not learn. */
export function talkLines(conversation: Conversation | null): KnownBlock[] {
  const callerMessage = oneLine(conversation?.plea?.callerMessage, CALLER_MESSAGE_MAX)
  const missing = (conversation?.plea?.missing ?? [])
    .map((name) => oneLine(name, WORD_MAX))
    .filter(Boolean)
    .slice(0, MISSING_SHOWN)
  const rows = [
    ...(callerMessage ? [labelled(WORDS.card.callerMessage, callerMessage)] : []),
    ...(missing.length > 0 ? [labelled(WORDS.card.missing, missing.join(', '))] : []),
  ]
  return rows.length > 0 ? [rich(quote(...joined(rows)))] : []
}

/** The facts of a talk for its details. */
export function talkFacts(conversation: Conversation): KnownBlock[] {
  const { channel, externalId, contactName, bot, status, plea, ended } = conversation
  const facts: [string, string | null | undefined][] = [
    [WORDS.talk.status, WORDS.talk.is[status]],
    [WORDS.talk.channel, channel],
    [WORDS.talk.contact, [contactName, externalId].filter(Boolean).join(', ')],
    [WORDS.talk.bot, bot?.name ?? bot?.id],
    [WORDS.talk.reason, plea?.reason],
    [WORDS.talk.severity, plea?.severity],
    [WORDS.card.callerMessage, plea?.callerMessage],
    [WORDS.card.missing, plea?.missing.join(', ')],
    [WORDS.talk.ended, ended?.at],
  ]
  const rows = facts.flatMap(([label, value]) => {
    const words = oneLine(value, CALLER_MESSAGE_MAX)
    return words ? [labelled(label, words)] : []
  })
  return [rich(line(bold(WORDS.talk.heading))), rich(quote(...joined(rows)))]
}

/** How many pages a transcript takes. */
export function transcriptPages(conversation: Conversation | null): number {
  return Math.ceil((conversation?.transcript.length ?? 0) / TURNS_PER_PAGE)
}

/** One page of a transcript, oldest first, each utterance behind the bar under its speaker. */
export function transcriptPage({ transcript }: Conversation, page: number): KnownBlock[] {
  const turns = transcript.slice(page * TURNS_PER_PAGE, (page + 1) * TURNS_PER_PAGE)
  return [rich(line(bold(WORDS.talk.transcript))), ...fitting(turns.flatMap(spoken), BLOCKS_PER_PAGE)]
}

function spoken({ role, content, at }: Turn): RichTextBlock[] {
  const when = said(at)
  const who = [text(oneLine(role, WORD_MAX) || '?'), ...(when ? [text(' · '), when] : [])]
  return [rich(line(...who)), ...quoted(shown(content) || '…')]
}

/** When the sender says that it was, in everybody's own time zone where it is an instant. */
function said(at: string | null): RichTextElement | null {
  const words = oneLine(at, WORD_MAX)
  const instant = INSTANT.test(words) ? new Date(words) : null
  if (instant && isFormattable(instant)) return dateElement(instant, '{date_short_pretty} {time_secs}')
  return words ? text(words) : null
}

function joined(rows: RichTextElement[][]): RichTextElement[] {
  return rows.flatMap((row, i) => (i > 0 ? [text('\n'), ...row] : row))
}
