import type { ActionsBlock, KnownBlock, RichTextElement } from '@slack/types'
import type { InboxRow } from '../../flow/inbox.ts'
import { needsHuman } from '../../lead/conversation.ts'
import type { Person } from '../../lead/decision.ts'
import type { Lead } from '../../lead/lead.ts'
import { ACTIONS, handoffButton, leadMenu } from '../blocks/buttons.ts'
import { dateElement, duration } from '../blocks/dates.ts'
import { isSlackUser, nameOf } from '../blocks/mention.ts'
import { bold, line, plain, rich, text } from '../blocks/rich.ts'
import { oneLine } from '../blocks/text.ts'
import { title } from '../blocks/who.ts'
import { choices } from '../card/verdict.ts'
import { WORDS } from '../words/words.ts'

const ENDPOINT_MAX = 40
const HINT_MAX = 160
const LINK_MAX = 3000

/** Leads in a list: who each is as on its card, how it stands, and the card's own buttons, in plain colours since they are many. */
export function leadRows(rows: readonly InboxRow[], now: Date): KnownBlock[] {
  return rows.flatMap((row, i) => [
    ...(i > 0 ? [{ type: 'divider' as const }] : []),
    rich(line(bold(title(row.lead)), text(`\n${standing(row, now)}`), ...whose(row.lead))),
    { ...buttons(row), block_id: `row.${row.failed?.id ?? row.lead.id}` },
  ])
}

function standing({ lead, failed }: InboxRow, now: Date): string {
  const age = duration(now.getTime() - lead.receivedAt.getTime())
  const urgent = lead.severity === 'urgent' && lead.state === 'open'
  return [
    ...(urgent ? [WORDS.home.urgent] : []),
    ...(needsHuman(lead.conversation) ? [WORDS.home.human] : []),
    WORDS.home.row(age, oneLine(lead.endpoint.name, ENDPOINT_MAX)),
    ...(failed
      ? [WORDS.home.failed(oneLine(failed.destination.name, ENDPOINT_MAX), oneLine(failed.hint, HINT_MAX))]
      : []),
    '',
  ].join(' · ')
}

/** Who decided it, or else whose it is, and until when it is put aside. */
function whose({ decision, owner, snooze }: Lead): RichTextElement[] {
  const decided = decision ? [text(WORDS.home.decided[decision.outcome]), person(decision.by)] : []
  if (decision && decision.outcome !== 'review_requested') return decided
  const owned = owner ? [text(WORDS.home.owner), person(owner)] : [text(WORDS.home.unowned)]
  const aside = snooze ? [text(WORDS.home.snoozed), dateElement(snooze.until, '{date_short_pretty} at {time}')] : []
  return decision ? [...decided, text(' · '), ...owned, ...aside] : [...owned, ...aside]
}

function person(who: Person): RichTextElement {
  if (who.kind === 'auto') return text(WORDS.verdict.threshold)
  return isSlackUser(who) ? { type: 'user', user_id: who.id } : text(nameOf(who) || '?')
}

function buttons({ lead, failed, card }: InboxRow): ActionsBlock {
  const own = failed ? [handoffButton('retry', failed.id), leadMenu(lead)] : choices(lead).elements.map(unstyled)
  if (!card || card.length > LINK_MAX) return { type: 'actions', elements: own }
  const open = { type: 'button', action_id: ACTIONS.openCard, text: plain(WORDS.home.openCard), url: card } as const
  return { type: 'actions', elements: [...own.slice(0, -1), open, ...own.slice(-1)] }
}

function unstyled(element: ActionsBlock['elements'][number]): ActionsBlock['elements'][number] {
  if (element.type !== 'button') return element
  const { style: _, ...rest } = element
  return rest
}
