import type { Intake } from '../flow/ports.ts'
import type { Lead } from '../lead/lead.ts'
import { waitingFor } from '../lead/waiting.ts'
import { type ListKeys, listKeysFor } from './lead-lists.ts'
import { personOf } from './returning.ts'

/** A lead at rest. Extra fields are kept as JSON text, since a sender's names may hold dots and dollar signs. */
export type LeadDoc = Omit<Lead, 'id' | 'fields'> &
  ListKeys & {
    _id: string
    fields: string
    /** Whom it comes from: email, else phone, else null. */
    person: string | null
    /** Since when a step is due; null when only people are waited for. */
    wakeAt: Date | null
    /** What recognises a repetition; absent once forgotten. */
    receipt?: { key: string; bodyHash: string; until: Date }
    /** Names the last changes, which answers "was it mine?" after a group write, even where others have gone on since. */
    savers?: string[]
    intake: Omit<Intake, 'dedupeKey' | 'bodyHash' | 'rememberedUntil'>
  }

/** A new lead, with what recognises it when it is sent again. */
export function newDoc(lead: Lead, intake: Intake): LeadDoc {
  const { dedupeKey: key, bodyHash, rememberedUntil: until, ...rest } = intake
  const { id, fields, ...same } = lead
  return {
    _id: id,
    fields: JSON.stringify(fields),
    person: personOf(lead),
    wakeAt: wakeAt(lead),
    ...(key !== null && { receipt: { key, bodyHash, until } }),
    intake: rest,
    ...listKeysFor(lead),
    ...same,
  }
}

/** What a transition changed; the id never does. */
export function changes(before: Lead, after: Lead): Partial<LeadDoc> {
  const { id, fields, ...same } = after
  const changed = Object.entries(same).filter(([key, value]) => before[key as keyof typeof same] !== value)
  const wake = wakeAt(after)
  // A lead that waits for the same step as before may be in somebody's hand: its hold stays, unless its time was looked at anew.
  const isSame = wake?.getTime() === wakeAt(before)?.getTime() && after.due === before.due
  return {
    ...Object.fromEntries(changed),
    ...(fields !== before.fields && { fields: JSON.stringify(fields) }),
    ...(personOf(after) !== personOf(before) && { person: personOf(after) }),
    ...listKeysFor(after),
    ...(!isSame && { wakeAt: wake }),
  }
}

/** What leads lack that an older version stored. */
const NEVER_ROUTED = { rule: null, due: null }

/** A stored lead without what only lists, searches and the sweep need. */
export function leadOf({
  _id,
  fields,
  person,
  wakeAt,
  lists,
  urgency,
  inboxAt,
  words,
  receipt,
  savers,
  intake,
  ...lead
}: LeadDoc): Lead {
  return { id: _id, fields: JSON.parse(fields), ...NEVER_ROUTED, ...lead }
}

/** Since when a step is due. */
export function wakeAt(lead: Lead): Date | null {
  return waitingFor(lead)?.since ?? null
}
