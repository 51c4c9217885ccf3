import type { HandoffDoc } from '../../src/mongo/handoff-doc.ts'
import type { LeadDoc } from '../../src/mongo/lead-doc.ts'
import { type InSlack, isMarked, leadsInSlack, offers } from './cards.ts'
import type { Sent } from './load.ts'
import { stored } from './stored.ts'
import { type Walked, walked } from './walked.ts'
import type { Receiver, World } from './world.ts'

/** What became of everything that was accepted: the numbers, and one line for each thing that should not be. */
export type Account = { numbers: Record<string, number>; problems: string[] }

type Facts = {
  world: World
  sent: readonly Sent[]
  ill: ReadonlySet<string>
  leads: Map<string, LeadDoc>
  walks: Map<string, Walked>
  handoffs: Map<string, HandoffDoc>
  inSlack: Map<string, InSlack>
  /** Leads that were counted in the line of a flood in the place of a card. */
  folded: ReadonlySet<string>
}
type Check = (facts: Facts) => Account

const NOBODY: ReadonlySet<string> = new Set()

/**
 * Compares what the senders, the CRM and Slack saw with what is stored. To be called when all has settled, but for what waits
 * for the receivers whose ids are in `ill`.
 */
export async function account(world: World, sent: readonly Sent[], ill = NOBODY): Promise<Account> {
  const { leads, handoffs, posts } = stored(world)
  const leadDocs = await leads.find().toArray()
  const facts: Facts = {
    world,
    sent,
    ill,
    leads: new Map(leadDocs.map((doc) => [doc._id, doc])),
    walks: new Map(leadDocs.map((doc) => [doc._id, walked(doc.history)])),
    handoffs: new Map((await handoffs.find().toArray()).map((doc) => [doc._id, doc])),
    inSlack: leadsInSlack(world.slack),
    folded: new Set((await posts.distinct('lead', { flood: { $type: 'string' } })).filter((id) => id !== null)),
  }
  return together(CHECKS.map((check) => check(facts)))
}

export function together(accounts: readonly Account[]): Account {
  return {
    numbers: Object.assign({}, ...accounts.map(({ numbers }) => numbers)),
    problems: accounts.flatMap(({ problems }) => problems),
  }
}

const CHECKS: readonly Check[] = [intake, decisions, owedAndKept, arrivals, order, cards, processes]

/** Every lead that was accepted is stored, once. */
function intake({ sent, leads }: Facts): Account {
  const problems: string[] = []
  for (const { key, taken, leadIds } of sent) {
    if (!taken) problems.push(`the sender of ${key} was never answered`)
    if (leadIds.size > 1) problems.push(`${key} became ${leadIds.size} leads: ${[...leadIds].join(', ')}`)
    for (const id of leadIds) if (!leads.has(id)) problems.push(`lost: ${id}, which was accepted`)
  }
  if (leads.size > sent.length) problems.push(`${leads.size} leads are stored of ${sent.length} that were sent`)
  return {
    numbers: { 'leads accepted': sent.filter(({ taken }) => taken).length, 'leads stored': leads.size },
    problems,
  }
}

/** One decision per version, and a history that can be. */
function decisions({ leads, walks }: Facts): Account {
  const problems: string[] = []
  let count = 0
  for (const [id, { version, state, history }] of leads) {
    const walk = walks.get(id)
    if (!walk) continue
    count += walk.version
    const rows = history.map(({ what }) => what).join(', ')
    for (const what of walk.problems) problems.push(`${id}: ${what} (${rows})`)
    if (walk.version !== version) problems.push(`${id}: version ${version} after ${walk.version} decisions (${rows})`)
    if (walk.isOpen !== (state === 'open')) problems.push(`${id}: ${state} after ${rows}`)
  }
  return { numbers: { decisions: count }, problems }
}

/** Exactly the handoffs that the history owes exist, and each is delivered or parked. */
function owedAndKept({ world, ill, leads, walks, handoffs }: Facts): Account {
  const keyOf = (lead: string, event: string, version: number, to: string) => `${lead} ${event} v${version} to ${to}`
  const there = new Map(
    [...handoffs.values()].map((one) => [keyOf(one.lead, one.event, one.version, one.destination), one]),
  )
  const problems: string[] = []
  const owed = new Set<string>()
  for (const id of leads.keys()) {
    for (const { event, version } of walks.get(id)?.owed ?? []) {
      const hearers = event === 'lead.reopened' ? toldOf(world, walks.get(id), version) : hearing(world, event)
      for (const { id: to } of hearers) owed.add(keyOf(id, event, version, to))
    }
  }
  for (const key of owed) if (!there.has(key)) problems.push(`never made: the handoff of ${key}`)
  for (const [key, { state, destination, dueAt, token }] of there) {
    if (!owed.has(key)) problems.push(`owed by nobody: the handoff of ${key}`)
    if (state === 'open' && !ill.has(destination))
      problems.push(`neither delivered nor parked: ${key}, due ${dueAt?.toISOString()}, ${token ? 'leased' : 'free'}`)
  }
  const inState = (wanted: string) => [...there.values()].filter(({ state }) => state === wanted).length
  return { numbers: { 'handoffs delivered': inState('delivered'), 'handoffs parked': inState('parked') }, problems }
}

function hearing({ receivers }: World, event: string): Receiver[] {
  return receivers.filter(({ events }) => events.includes(event))
}

/** Those who were told of a decision hear when it is taken back. */
function toldOf(world: World, walk: Walked | undefined, version: number): Receiver[] {
  const told = walk?.owed.filter((one) => one.version === version && one.event !== 'lead.reopened') ?? []
  return world.receivers.filter(({ events }) => told.some(({ event }) => events.includes(event)))
}

/** What is said to be delivered did arrive; and whatever arrived, arrived under the id of its one handoff. */
function arrivals({ world, handoffs }: Facts): Account {
  const paths = new Map(world.receivers.map(({ id, path }) => [id, path]))
  const problems: string[] = []
  const arrived = new Set<string>()
  let again = 0
  for (const { handoffId, headers, leadId, event, path, duplicate, signatures } of world.crm.received) {
    const handoff = handoffs.get(handoffId ?? '')
    const said = `${event} of ${leadId} at ${path}`
    // Without an event nobody read the body.
    if (handoffId === null || event === null) continue
    if (!handoff) problems.push(`arrived, but not stored: ${said} as ${handoffId}`)
    else if (handoff.lead !== leadId || handoff.event !== event || paths.get(handoff.destination) !== path)
      problems.push(`arrived under the id of another handoff: ${said} as ${handoffId}`)
    if (headers['idempotency-key'] !== handoffId || headers['webhook-id'] !== handoffId)
      problems.push(`arrived under two ids: ${said} as ${handoffId}`)
    if (signatures.standard.kind === 'failed') problems.push(`arrived badly signed: ${said}`)
    if (duplicate) again++
    arrived.add(handoffId)
  }
  for (const { _id, state } of handoffs.values())
    if (state === 'delivered' && !arrived.has(_id)) problems.push(`said to be delivered, but never arrived: ${_id}`)
  return { numbers: { arrivals: world.crm.received.length, 'arrived again, same id': again }, problems }
}

/** Each receiver first hears of a lead's events in the order in which they happened. */
function order({ world, handoffs }: Facts): Account {
  const latest = new Map<string, HandoffDoc>()
  const heard = new Set<string>()
  const problems: string[] = []
  for (const { handoffId, path } of world.crm.received) {
    const handoff = handoffs.get(handoffId ?? '')
    if (!handoff || heard.has(handoff._id)) continue
    heard.add(handoff._id)
    const key = `${handoff.lead} ${path}`
    const before = latest.get(key)
    if (before && before.seq > handoff.seq)
      problems.push(
        `out of order: ${handoff.event} v${handoff.version} after ${before.event} v${before.version} (${key})`,
      )
    latest.set(key, handoff)
  }
  return { numbers: {}, problems }
}

/** One card and one line per receiver, or copies that say so; and the card shows how the lead stands. A flood has one line for all. */
function cards({ leads, handoffs, world, inSlack, folded }: Facts): Account {
  const problems: string[] = []
  const carded = [...leads.values()].filter(({ _id, channel }) => channel !== null && !folded.has(_id))
  let copies = 0
  for (const { _id: id, state } of carded) {
    const { cards = [], lines = [] } = inSlack.get(id) ?? {}
    const [first, ...more] = cards
    if (!first) problems.push(`no card: ${id}`)
    copies += more.length
    if (cards.filter((card) => !isMarked(card)).length > 1) problems.push(`${cards.length} cards, not marked: ${id}`)
    if (first && !cards.some((card) => offers(card, state === 'open' ? 'Approve' : 'Reopen')))
      problems.push(`the card shows an older state than ${state}: ${id}`)
    const told = new Set([...handoffs.values()].filter(({ lead }) => lead === id).map((one) => one.destination))
    for (const { name } of world.receivers.filter((receiver) => told.has(receiver.id))) {
      const own = lines.filter(({ text }) => text.startsWith(`${name}:`))
      copies += Math.max(0, own.length - 1)
      if (own.length === 0) problems.push(`no thread line of ${name}: ${id}`)
      if (own.filter((line) => !isMarked(line)).length > 1) problems.push(`${own.length} lines of ${name}: ${id}`)
    }
  }
  return { numbers: { 'leads with a card': carded.length, 'marked copies in Slack': copies }, problems }
}

/** Nobody fell over by itself. */
function processes({ world }: Facts): Account {
  return {
    numbers: {},
    problems: world.products.flatMap(({ url, complaints }) => complaints.map((one) => `${url} ${one}`)),
  }
}
