import { expect, it } from 'vitest'
import type { Claimed } from '../../src/flow/ports.ts'
import { createHandoffDispatcher } from '../../src/jobs/handoff-dispatcher.ts'
import { createInHand } from '../../src/jobs/in-hand.ts'
import { eventually } from '../support/eventually.ts'
import { aDestination, aHandoff } from '../support/leads.ts'

const CRM = aDestination({ concurrency: 1 })

/** A dispatcher with two handoffs in hand for a destination that takes one at a time; each delivery goes as far as the test lets it. */
function twoInHand() {
  const begun: { id: string; delivered(): void; saved(): void }[] = []
  const dispatcher = createHandoffDispatcher({
    leases: {
      dueDestinations: async () => [],
      claim: async () => [],
      renew: async () => {},
      release: async () => {},
    },
    destination: async () => CRM,
    reaches: () => true,
    takeProbe: async () => false,
    takeRate: async () => 0,
    returnRate: async () => {},
    deliver: ({ handoff: { id } }, delivered) =>
      new Promise((resolve) => begun.push({ id, delivered, saved: () => resolve() })),
    newToken: () => 'token',
    inHand: createInHand((_, error) => {
      throw error
    }),
  })
  const destination = { id: CRM.id, name: CRM.name }
  const claimed = (id: string): Claimed => ({ handoff: aHandoff({ id, destination }), token: 'token' })
  dispatcher.carry(claimed('ho_1'))
  dispatcher.carry(claimed('ho_2'))
  const nth = (n: number) => eventually(async () => begun[n], `delivery ${n}`)
  return { nth, begun, stop: () => dispatcher.stop(0) }
}

it('the next handoff goes as soon as one is delivered, while that is being saved', async () => {
  const { nth, stop } = twoInHand()
  const first = await nth(0)
  first.delivered()
  expect((await nth(1)).id).toBe('ho_2')
  await stop()
})

it('a handoff that was not delivered keeps its place until that is saved, and gives it up once', async () => {
  const { nth, begun, stop } = twoInHand()
  const first = await nth(0)
  await new Promise((resolve) => setImmediate(resolve))
  expect(begun).toHaveLength(1)
  first.saved()
  const second = await nth(1)
  second.delivered()
  second.saved()
  await stop()
  expect(begun).toHaveLength(2)
})
