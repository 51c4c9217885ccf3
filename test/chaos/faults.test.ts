import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { postLead } from '../../scripts/post-lead.ts'
import { FAULT_POINTS } from '../../src/flow/ports.ts'
import { CHANNEL, JORDAN, startSetUpWorld } from '../support/greenlight.ts'
import { cardOf, cardsOf, lineOf, shownOn } from '../support/slack.ts'

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
        const doomed = await world.spawn({ FAULT_POINT: point })
        const died = once(doomed.child, 'exit')
        const accepted = await world.send(doomed.url).catch(() => null)
        const early =
          accepted && (await Promise.race([cardOf(world, accepted, HEALED_WITHIN_MS), died.then(() => null)]))
        if (early)
          await world.slack.click({ user: RILEY, channel: CHANNEL, ts: early.ts, text: 'Approve' }).catch(() => null)
        const [, signal] = await died
        expect(signal).toBe('SIGKILL')

        const healthy = await world.spawn()
        const leadId = accepted ?? (await sentAgain(world, healthy.url))
        const card = await cardOf(world, leadId, HEALED_WITHIN_MS)
        await decide(world, leadId, card)
        await lineOf(world, card, /^crm: delivered/, HEALED_WITHIN_MS)

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

/** A sender that got no answer sends again, and learns that its lead is there already, or takes it up now. */
async function sentAgain(world: Awaited<ReturnType<typeof startSetUpWorld>>, url: string): Promise<string> {
  const { body } = await postLead({ url: url + world.path, secret: world.secret }, JORDAN)
  return (body as { lead_id: string }).lead_id
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
