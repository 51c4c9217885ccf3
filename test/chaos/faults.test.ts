import { once } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { postLead } from '../../scripts/post-lead.ts'
import { FAULT_POINTS } from '../../src/flow/ports.ts'
import { CHANNEL, JORDAN, startSetUpWorld } from '../support/greenlight.ts'
import { cardOf, cardsOf, shownOn } from '../support/slack.ts'

const RILEY = 'U0RILEY'
/** Leases last 15 s, and a lead's walk may meet two of them. */
const HEALED_WITHIN_MS = 60_000

describe.concurrent('a process that dies', () => {
  test.each(FAULT_POINTS)(
    'at %s loses nothing and does nothing twice',
    async (point) => {
      const world = await startSetUpWorld()
      try {
        await world.admin('settings', 'set', 'undo_seconds=1')
        // A lead that a rule routes is stored first, and scored then.
        await world.admin('routing', 'set', '--file', '[{"name": "all", "route": {}}]')
        const doomed = await world.spawn({ FAULT_POINT: point })
        const died = once(doomed.child, 'exit')
        const accepted = await world.send(doomed.url).catch(() => null)
        const early =
          accepted && (await Promise.race([cardOf(world, accepted, HEALED_WITHIN_MS), died.then(() => null)]))
        if (early)
          await world.slack.click({ user: RILEY, channel: CHANNEL, ts: early.ts, text: 'Approve' }).catch(() => null)
        const [, signal] = await died
        expect(signal).toBe('SIGKILL')

        const healthy = await world.start()
        const leadId = accepted ?? (await sentAgain(world, healthy.url))
        const card = await cardOf(world, leadId, HEALED_WITHIN_MS)
        await decide(world, leadId, card)
        await world.slack.until(() => isTold(world, leadId), 'the delivery in a thread of the card', HEALED_WITHIN_MS)

        const { handoffs, decision } = (await world.admin('show', leadId)) as { handoffs: object[]; decision: object }
        expect(handoffs).toMatchObject([{ event: 'lead.qualified', state: 'delivered' }])
        expect(decision).toMatchObject({ decision: 'approved', decided_by: { id: RILEY } })
        expect(new Set(world.crm.received.map(({ handoffId }) => handoffId)).size).toBe(1)
        const cards = cardsOf(world, leadId)
        expect(
          cards.length === 1 || cards.slice(1).every((copy) => shownOn(world, copy).includes('Posted a second time')),
        ).toBe(true)
      } finally {
        await world.stop()
      }
    },
    180_000,
  )
})

/** It is stored with its score, and its handoffs are born in the hand of the process that dies. */
const UNSHOWN_POINTS = [
  'received.saved',
  'sending.inserted',
  'sending.saved',
  'delivering.claimed',
  'delivering.sent',
  'delivering.saved',
] as const satisfies (typeof FAULT_POINTS)[number][]

describe.concurrent('a process that dies with a lead that nobody is shown', () => {
  test.each(UNSHOWN_POINTS)(
    'at %s tells its score once, and stores what it told',
    async (point) => {
      const world = await startSetUpWorld()
      try {
        const endpoint = await world.admin('endpoint', 'add', '--name', 'inbox', '--source', 'agentflow')
        const { url, secret } = endpoint as { url: string; secret: string }
        const hook = ['--name', 'scores', '--url', `${world.crm.url}/scores`, '--events', 'lead.scored']
        const { signing_secret } = (await world.admin('destination', 'add', ...hook)) as { signing_secret: string }
        world.crm.secret(signing_secret, '/scores')
        const sendTo = (product: string) => postLead({ url: product + new URL(url).pathname, secret }, JORDAN)

        const doomed = await world.spawn({ FAULT_POINT: point })
        const died = once(doomed.child, 'exit')
        await sendTo(doomed.url).catch(() => null)
        expect((await died)[1]).toBe('SIGKILL')
        const healthy = await world.start()
        const { lead_id: id } = (await sendTo(healthy.url)).body as { lead_id: string }
        await vi.waitFor(async () => {
          const shown = (await world.admin('show', id)) as { score: object; handoffs: object[] }
          expect(shown.handoffs).toMatchObject([{ event: 'lead.scored', state: 'delivered' }])
          expect(shown.score).toMatchObject({ score: world.crm.received[0]?.score })
        }, HEALED_WITHIN_MS)
        expect(new Set(world.crm.received.map(({ handoffId }) => handoffId)).size).toBe(1)
      } finally {
        await world.stop()
      }
    },
    180_000,
  )
})

/** A sender that got no answer sends again, and learns that its lead is there already, or takes it up now. */
async function sentAgain(world: Awaited<ReturnType<typeof startSetUpWorld>>, url: string): Promise<string> {
  const { body } = await postLead({ url: url + world.path, secret: world.secret }, JORDAN)
  return (body as { lead_id: string }).lead_id
}

/** A card that had to be posted a second time has two threads, and the line is in one of them. */
function isTold(world: Awaited<ReturnType<typeof startSetUpWorld>>, leadId: string): boolean {
  const lines = cardsOf(world, leadId).flatMap(({ channel, ts }) => world.slack.messages(channel, ts))
  return lines.some(({ text }) => text.startsWith('crm: delivered'))
}

/** Clicks again where the click died with its process; a decision that was saved makes that a late click. */
async function decide(
  world: Awaited<ReturnType<typeof startSetUpWorld>>,
  leadId: string,
  card: Awaited<ReturnType<typeof cardOf>>,
) {
  const { decision } = (await world.admin('show', leadId)) as { decision: object | null }
  if (!decision) await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Approve' })
}
