import { kindNamed } from '../destinations/index.ts'
import type { Checking, Presence, Work } from '../destinations/kind.ts'
import { AppError } from '../errors.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { audited } from './audited.ts'
import { carryOut } from './carry-out.ts'
import { type DestinationAsk, findDestination } from './find-destination.ts'
import type { Ports } from './ports.ts'
import { sendAgain } from './replay.ts'
import { isSendable } from './try-handoff.ts'

const BATCH = 100
/** For one that has no rate of its own. */
const USUAL_PER_SECOND = 5
const SECOND_MS = 1000
/** Whoever asked is waiting; what is left is for the next time. */
const LONGEST_MS = 60_000

/** Asks for what was delivered since then; `resend` has what is missing sent again. */
export type VerifyAsk = DestinationAsk & { since: Date; resend: boolean }

/** What a receiver said of what was delivered to it. `next` is where the time was up; null when all were asked for. */
type Verified = Record<Presence, number> & { missed: Handoff[]; next: Date | null }

/** Asks a receiver, at its pace, whether it has what was delivered since then, once per lead; with `resend` what it misses is sent again. */
export async function verifyDestination(ports: Ports, ask: VerifyAsk): Promise<Verified> {
  const destination = await findDestination(ports, ask.workspace, ask.destination)
  const { check, name } = kindNamed(destination.kind)
  if (!check) throw new AppError('bad_input', `Nobody can ask a destination of kind ${name} what it has.`)
  const verified = await verify(ports, destination, check, ask.since)
  if (ask.resend) await resend(ports, ask, destination, verified.missed)
  return verified
}

type Check = (work: Work) => Checking

async function verify(ports: Ports, destination: Destination, check: Check, since: Date): Promise<Verified> {
  const verified: Verified = { there: 0, missing: 0, unknown: 0, missed: [], next: null }
  const known = new Map<string, Presence>()
  const startedAt = ports.now()
  for await (const handoff of delivered(ports, destination.id, { since, until: startedAt })) {
    if (ports.now().getTime() - startedAt.getTime() > LONGEST_MS) return { ...verified, next: handoff.createdAt }
    const presence = known.get(handoff.lead) ?? (await presenceOf(ports, handoff, destination, check))
    known.set(handoff.lead, presence)
    verified[presence] += 1
    if (presence === 'missing') verified.missed.push(handoff)
  }
  return verified
}

/** Oldest first; nobody misses a test. */
async function* delivered(ports: Ports, destination: string, span: { since: Date; until: Date }) {
  const which = { states: ['delivered' as const], ...span }
  let batch = await ports.handoffs.page(destination, which, null, BATCH)
  for (let last = batch.at(-1); last; last = batch.at(-1)) {
    yield* batch.filter(({ event }) => event !== 'test')
    batch = await ports.handoffs.page(destination, which, last, BATCH)
  }
}

/** What a handoff whose body is no longer kept has become is not asked, for it could not be sent again. */
async function presenceOf(ports: Ports, handoff: Handoff, destination: Destination, check: Check): Promise<Presence> {
  if (!isSendable(handoff)) return 'unknown'
  const kind = kindNamed(destination.kind)
  const { end } = await carryOut(ports, { handoff, destination, kind, mapped: undefined, keep: async () => {} }, check)
  await ports.pause(SECOND_MS / (destination.rate ?? USUAL_PER_SECOND))
  return end
}

async function resend(ports: Ports, ask: VerifyAsk, { id, name }: Destination, missed: Handoff[]): Promise<void> {
  const begunAt = ports.now()
  const { workspace, by } = ask
  const detail = { destination: name, handoffs: missed.map((handoff) => handoff.id) }
  await audited(ports, { workspace, by, what: 'missing handoffs sent again', detail }, async () => {
    for (const handoff of missed) await sendAgain(ports, handoff)
  })
  ports.later.deliver(id, begunAt)
}
