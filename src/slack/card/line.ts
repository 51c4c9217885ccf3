import type { KnownBlock, RichTextElement } from '@slack/types'
import type { PolicyName } from '../../handoff/destination.ts'
import type { Attempt, Handoff } from '../../handoff/handoff.ts'
import { attemptsAllowed } from '../../handoff/retry.ts'
import { handoffButton } from '../blocks/buttons.ts'
import { dateElement, duration } from '../blocks/dates.ts'
import { bold, line, rich, text } from '../blocks/rich.ts'
import { oneLine, unlinked } from '../blocks/text.ts'
import { WORDS } from '../words/words.ts'
import type { SlackMessage } from './card.ts'

/** One handoff's fate, told in the card's thread. `policy` is its destination's; the default one unless told. */
export type LineView = { handoff: Handoff; now: Date; policy?: PolicyName }

const NAME_MAX = 60
const HINT_MAX = 400
const URL_MAX = 2000

/** The thread line of one destination, written anew whenever its handoff changes. The CRM's own words are never parsed. */
export function lineMessage(view: LineView): SlackMessage {
  const { handoff } = view
  const name = destinationName(handoff)
  const elements = [bold(name), text(': '), ...fate(view)]
  const blocks: KnownBlock[] = [rich(line(...elements)), ...remedies(handoff)]
  const id = `${handoff.id}.${handoff.state}.${handoff.attempts.length}.${handoff.trigger}`
  return {
    text: unlinked(elements.map(spoken).join('')),
    blocks: blocks.map((block, i) => ({ ...block, block_id: `${id}.${i}` })),
  }
}

/** What became of a handoff so far, in rich text. */
export function fate(view: LineView): RichTextElement[] {
  const { handoff } = view
  const last = handoff.attempts.at(-1)
  const hint = oneLine(handoff.hint, HINT_MAX)
  if (handoff.state === 'delivered') return delivered(handoff, last)
  if (handoff.state === 'skipped') return [text([WORDS.line.skipped, hint].filter(Boolean).join(': '))]
  if (handoff.state === 'parked') {
    const grounds = [last && answerOf(last), hint].filter(Boolean).join(', ')
    return [text([WORDS.line.parked, grounds].filter(Boolean).join(': '))]
  }
  return last ? retrying(view, last) : [text(waiting(hint))]
}

function delivered(handoff: Handoff, last: Attempt | undefined): RichTextElement[] {
  const words = last ? WORDS.line.delivered(answerOf(last), Math.round(last.phases.total)) : WORDS.line.deliveredPlain
  const url = handoff.remote?.link
  if (!url || !isLinkable(url)) return [text(words)]
  return [text(`${words}, `), { type: 'link', url, text: WORDS.line.open(destinationName(handoff)) }]
}

function retrying({ handoff, now, policy = 'default' }: LineView, last: Attempt): RichTextElement[] {
  const number = handoff.step + 1
  const words = WORDS.line.retrying(number, Math.max(number, attemptsAllowed(policy, last.class)))
  const because = WORDS.line.becauseOf(answerOf(last))
  const next = handoff.nextAttemptAt
  if (!next || next <= now) return [text(`${words}, ${WORDS.line.nextNow}${because}`)]
  return [
    text(`${words}, ${WORDS.line.nextIn(duration(next.getTime() - now.getTime()))}`),
    dateElement(next, '{time_secs}'),
    text(`${WORDS.line.nextInEnd}${because}`),
  ]
}

function waiting(hint: string): string {
  return hint ? WORDS.line.waitingFor(hint) : WORDS.line.waiting
}

/** What a person can do about it: parked handoffs can be sent again. */
function remedies({ state, id }: Handoff): KnownBlock[] {
  if (state !== 'parked') return []
  return [{ type: 'actions', elements: [handoffButton('retry', id), handoffButton('details', id)] }]
}

/** The status, or else why there was none. */
function answerOf(attempt: Attempt): string {
  if (attempt.status !== null) return String(attempt.status)
  return oneLine(attempt.error, HINT_MAX) || WORDS.line.noAnswer
}

function destinationName(handoff: Handoff): string {
  return oneLine(handoff.destination.name, NAME_MAX) || handoff.destination.id
}

/** A CRM names its own record's address; only a plain https one becomes a link. */
function isLinkable(url: string): boolean {
  return url.length <= URL_MAX && !/[\s<>|]/.test(url) && URL.canParse(url) && new URL(url).protocol === 'https:'
}

function spoken(element: RichTextElement): string {
  if (element.type === 'text' || element.type === 'link') return element.text ?? ''
  return element.type === 'date' ? (element.fallback ?? '') : ''
}
