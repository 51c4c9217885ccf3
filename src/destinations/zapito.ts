import type { Delivery, Kind, Work } from './kind.ts'
import { postFormat, unspeakable } from './post.ts'
import { type Told, told } from './told.ts'

const EVENT = 'lead.handoff'
const MESSAGES = 10
/** Why Zapito's own bots ask for a person. */
const REASONS = ['handoff', 'escalate', 'model_error', 'out_of_credits']
const USUAL_REASON = 'escalate'

/** Receivers made for Zapito, which only ever tells them that a conversation needs a person. */
export const zapito: Kind = {
  name: 'zapito',
  settings: {},
  baseUrl: null,
  isSigned: true,
  usual: { signing: 'zapito', policy: 'zapito' },
  deliver,
}

function* deliver(work: Work): Delivery {
  const { event, lead } = work.handoff
  if (event !== EVENT && event !== 'test') return unspeakable(work, 'Zapito', EVENT)
  const body = handoffBody(told(work), { lead, isTest: event === 'test' })
  return yield* postFormat(work, body, { 'x-zapito-event': EVENT })
}

function handoffBody(
  { conversation, endpoint, name, email, phone, occurred_at }: Told,
  { lead, isTest }: { lead: string; isTest: boolean },
) {
  const { id, channel, external_id, contact_name, bot, reason, transcript } = conversation
  const known = REASONS.find((one) => one === reason) ?? USUAL_REASON
  return {
    event: EVENT,
    at: occurred_at,
    reason: isTest ? 'test' : known,
    bot: { id: bot.id ?? endpoint.id, name: bot.name ?? endpoint.name },
    conversation: {
      id: id ?? lead,
      channel: channel ?? endpoint.name,
      externalId: external_id ?? phone ?? email ?? lead,
      contactName: contact_name ?? name,
      status: 'handoff',
    },
    transcript: transcript.slice(-MESSAGES),
  }
}
