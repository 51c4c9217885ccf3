import type { Destination } from '../handoff/destination.ts'
import type { EventName } from '../handoff/events.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { handoffOf, type Links } from '../handoff/owing.ts'
import { waysOf } from '../lead/conversation.ts'
import type { Lead, OwedEvent } from '../lead/lead.ts'
import { permalink } from '../lead/post.ts'
import { eraseIfErased } from './erase-leads.ts'
import type { Ports } from './ports.ts'
import { named } from './reach-owner.ts'
import { withPleaRouted } from './route-lead.ts'
import { showLead } from './show-lead.ts'
import { storeHandoffs } from './store-handoffs.ts'
import { tellOwner } from './tell-owner.ts'

/** Turns what a lead owes into handoffs, one per destination that is to hear of it, and then has its card show the change. A stale score comes next. */
export async function sendEvents(ports: Ports, id: string, known?: Lead): Promise<void> {
  const found = known ?? (await ports.leads.find(id))
  if (!found || (found.owed.length === 0 && found.shownRevision >= found.revision)) return
  const lead = await withPleaRouted(ports, found)
  if (lead !== found && !(await ports.leads.advance(found, lead))) return sendEvents(ports, id)
  if (lead.owed.length > 0) await payOwed(ports, lead, lead === known)
  await showLead(ports, lead)
  if (!(await ports.leads.caughtUp(lead))) await eraseIfErased(ports, id)
  else if (lead.staleSince) ports.later.scoreLead(id)
  ports.reached('sending.saved')
}

/** Stores what a lead owes as handoffs, and has them delivered; those that are stored already stay as they are. `isNew`: this process has just saved that it is owed. */
async function payOwed(ports: Ports, lead: Lead, isNew: boolean): Promise<void> {
  const destinations = await ports.destinations.list(lead.workspace)
  const links = await linksOf(ports, lead)
  const handoffs: Handoff[] = []
  for (const owed of lead.owed) {
    for (const destination of await audience(ports, lead, owed, { destinations, pending: handoffs })) {
      handoffs.push(handoffOf(lead, owed, destination, links, ports.now()))
    }
  }
  await storeHandoffs(ports, { lead, isNew, handoffs, destinations })
  ports.reached('sending.inserted')
  for (const owed of lead.owed) await tellOwner(ports, lead, owed)
  await ports.posts.want(handoffs.flatMap((handoff) => lineOf(handoff)))
}

/** All destinations, and the handoffs of this outbox that are not stored yet. */
type Among = { destinations: readonly Destination[]; pending: readonly Handoff[] }

/**
 * Those who subscribed, and where a conversation has an endpoint that names somebody for its events, them too; `lead.reopened`
 * goes to those who were told of the decision that is taken back.
 */
async function audience(ports: Ports, lead: Lead, owed: OwedEvent, { destinations, pending }: Among) {
  if (owed.event === 'lead.reopened') {
    const earlier = [...(await ports.handoffs.ofLead(lead.id)), ...pending]
    const ofDecision = earlier.filter((one) => one.version === owed.version && TELLS_DECISION.has(one.event))
    const told = new Set(ofDecision.map((one) => one.destination.id))
    return destinations.filter(({ id }) => told.has(id))
  }
  const asksNobody = owed.event === 'lead.review_requested' && !owed.decision
  const also = named(destinations, await namedFor(ports, lead, owed))
  return destinations.filter(
    (one) => one === also || (one.events.includes(owed.event) && !(one.decisionsOnly && asksNobody)),
  )
}

const TELLS_DECISION: ReadonlySet<EventName> = new Set(['lead.qualified', 'lead.rejected', 'lead.review_requested'])

/** The destination that makes the bot speak again, or that sends a plea to its owner's phone, as the endpoint names it now. */
async function namedFor(ports: Ports, lead: Lead, { event, talk }: OwedEvent): Promise<string | undefined> {
  const isSms = event === 'lead.handoff' && talk?.plea && waysOf(talk.plea).includes('sms')
  if (event !== 'conversation.resolved' && !isSms) return undefined
  const settings = (await ports.endpoints.lately(lead.endpoint.id))?.settings
  return isSms ? settings?.sms : settings?.callback
}

/** The thread line of a handoff, where its lead has a card. */
export function lineOf({ workspace, channel, lead, destination }: Handoff) {
  return channel ? [{ workspace, channel, lead, destination: destination.id }] : []
}

/** Where a lead can be seen. */
export async function linksOf(ports: Ports, lead: Lead): Promise<Links> {
  if (!lead.channel) return { slack_thread: null }
  const [card, workspace] = await Promise.all([ports.posts.find(lead.id, null), ports.workspaces.find(lead.workspace)])
  return { slack_thread: permalink(workspace?.url ?? null, card) }
}
