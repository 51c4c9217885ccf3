import { z } from 'zod'
import { kindNamed, settingOf } from '../../src/destinations/index.ts'
import type { Ask, Fate, Kind, Work } from '../../src/destinations/kind.ts'
import type { Destination } from '../../src/handoff/destination.ts'
import { EventName } from '../../src/handoff/events.ts'
import type { Memory, Remote } from '../../src/handoff/handoff.ts'
import { mappedBody } from '../../src/handoff/mapped-body.ts'
import type { Reply } from '../../src/wire/reply.ts'
import { ARRIVED, aDestination, aHandoff, JANE_ID } from '../support/leads.ts'

/** What a vendor answers; a body that is no text is sent as JSON. */
type Said = { status: number; headers?: Record<string, string>; body?: unknown }

/** A handoff and its body say the same. */
const About = z
  .object({
    event: EventName.catch('lead.qualified'),
    lead_id: z.string().catch(JANE_ID),
    handoff_id: z.string().catch('ho_1'),
  })
  .catch({ event: 'lead.qualified', lead_id: JANE_ID, handoff_id: 'ho_1' })
  .transform(({ event, lead_id, handoff_id }) => ({ event, lead: lead_id, id: handoff_id }))

export type Scene = {
  destination?: Partial<Destination>
  body: unknown
  memory?: Memory
  remote?: Remote | null
  token?: string | null
  now?: Date
}

/** What a kind is given to carry that scene out. */
export function workOf(scene: Scene): { kind: Kind; work: Work } {
  const destination = aDestination(scene.destination)
  const kind = kindNamed(destination.kind)
  const text = JSON.stringify(scene.body)
  const fit = mappedBody(text, destination)
  if (!fit.ok) throw new Error(fit.hint)
  const work: Work = {
    handoff: aHandoff({ body: text, ...About.parse(scene.body) }),
    text,
    body: () => JSON.parse(text),
    mapped: fit.mapped,
    destination,
    setting: (name) => settingOf(kind, destination.settings, name),
    memory: scene.memory ?? {},
    remote: scene.remote ?? null,
    token: scene.token ?? null,
    now: scene.now ?? ARRIVED,
  }
  return { kind, work }
}

/** Carries a handoff out against a vendor that answers as it is told, and says what was asked of us and what became of it. */
export function dialogue(scene: Scene, replies: readonly (Said | Reply)[]): { asks: Ask[]; fate: Fate } {
  const { kind, work } = workOf(scene)
  const waiting = [...replies]
  const asks: Ask[] = []
  const delivery = kind.deliver(work)
  let next = delivery.next()
  while (!next.done) {
    const { value: ask } = next
    asks.push(ask)
    if (ask.ask === 'send') next = delivery.next(replyOf(waiting.shift()))
    else if (ask.ask === 'token after') next = delivery.next({ token: null })
    else next = delivery.next(ask.ask === 'claim' ? { claim: 'mine' } : undefined)
  }
  if (waiting.length > 0) throw new Error(`${waiting.length} replies were not waited for`)
  return { asks, fate: next.value }
}

function replyOf(said: Said | Reply | undefined): Reply {
  if (!said) throw new Error('one request more than there are replies')
  if ('kind' in said) return said
  const { status, headers = {}, body = '' } = said
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { kind: 'answered', status, headers, body: text, bodyCut: false, phases: { total: 1 } }
}
