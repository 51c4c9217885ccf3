import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { conversationsFor, type Shown } from '../support/conversations.ts'
import { conversationEnded, leadfloSends, visitorCreated, zapitoHandoff, zapitoSends } from '../support/senders.ts'

const ROUNDS = 40
const HEALED_WITHIN_MS = 120_000

const endings = ({ history }: Shown) => history.filter(({ what }) => what === 'conversation_ended')

describe.concurrent('two processes', () => {
  test('join news and its lead once each, though both come at the same moment and the news twice', async (context) => {
    const world = await conversationsFor(context)
    const [one, two] = await Promise.all([world.spawn(), world.spawn()])
    const leadflo = await world.endpoint('leadflo', '--rate', '0')
    const rounds = Array.from({ length: ROUNDS }, async (_, n) => {
      const [here, there] = n % 2 ? [one, two] : [two, one]
      const lead = () => leadfloSends(leadflo.at(here), visitorCreated(`v${n}`))
      const news = () => leadfloSends(leadflo.at(there), conversationEnded(`v${n}`))
      const again = () => leadfloSends(leadflo.at(here), conversationEnded(`v${n}`))
      const [came, ...ended] = await Promise.all(n % 4 < 2 ? [lead(), news(), again()] : [lead(), again(), news()])
      expect(came.status).toBe(202)
      for (const { body } of ended) expect(['held', 'updated', 'duplicate']).toContain(body.status)
      return came.body.lead_id
    })
    for (const leadId of await Promise.all(rounds)) {
      expect(endings(await world.shows(leadId, 'the join', (shown) => shown.conversation !== null))).toHaveLength(1)
    }
  }, 120_000)

  test('make one lead of a conversation that asks for a person ten times at once, and a round of each', async (context) => {
    const world = await conversationsFor(context)
    const processes = await Promise.all([world.spawn(), world.spawn()])
    const zapito = await world.endpoint('zapito')
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        zapitoSends(zapito.at(processes[n % 2 ? 1 : 0]), zapitoHandoff('c1', { at: `2026-03-02T09:3${n}:00Z` })),
      ),
    )
    expect(new Set(answers.map(({ body }) => body.lead_id)).size).toBe(1)
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    const leadId = answers[0]?.body.lead_id
    const pleas = ({ handoffs }: Shown) => handoffs.filter(({ event }) => event === 'lead.handoff')
    const shown = await world.shows(leadId, 'ten pleas', (all) => pleas(all).length === 10)
    expect(new Set(pleas(shown).map(({ id }) => id)).size).toBe(10)
  }, 120_000)
})

describe.concurrent('a process that dies', () => {
  test.for(['news.saved', 'joined.saved', 'joined.settled'])(
    'at %s leaves news that joins its lead all the same, once',
    { timeout: HEALED_WITHIN_MS },
    async (point, context) => {
      const world = await conversationsFor(context)
      const leadflo = await world.endpoint('leadflo')
      const first = await world.start()
      const { body } = await leadfloSends(leadflo.at(first), visitorCreated('v1'))
      await world.shows(body.lead_id, 'the score', ({ score }) => score !== null)
      await first.stop()

      const doomed = await world.spawn({ FAULT_POINT: point })
      const died = once(doomed.child, 'exit')
      await leadfloSends(leadflo.at(doomed), conversationEnded('v1')).catch(() => null)
      expect((await died)[1]).toBe('SIGKILL')

      const healthy = await world.start()
      await world.shows(body.lead_id, 'the join', (shown) => shown.conversation !== null)
      expect(await leadfloSends(leadflo.at(healthy), conversationEnded('v1'))).toMatchObject({
        body: { status: 'duplicate', lead_id: body.lead_id },
      })
      const healed = await world.shows(body.lead_id, 'the new score', ({ history }) =>
        history.some(({ what }) => what === 'rescored'),
      )
      expect(endings(healed)).toHaveLength(1)
      expect(healed.history.filter(({ what }) => what === 'rescored')).toHaveLength(1)
    },
  )

  test(
    'between storing a lead and looking for its news leaves both to find each other',
    async (context) => {
      const world = await conversationsFor(context)
      const leadflo = await world.endpoint('leadflo')
      const doomed = await world.spawn({ FAULT_POINT: 'received.saved' })
      const died = once(doomed.child, 'exit')
      expect(await leadfloSends(leadflo.at(doomed), conversationEnded('v1'))).toMatchObject({ status: 202 })
      await leadfloSends(leadflo.at(doomed), visitorCreated('v1')).catch(() => null)
      await died

      const healthy = await world.start()
      const { status, body } = await leadfloSends(leadflo.at(healthy), visitorCreated('v1'))
      expect({ status, said: body.status }).toEqual({ status: 200, said: 'duplicate' })
      const shown = await world.shows(body.lead_id, 'the join', ({ conversation }) => conversation !== null)
      expect(endings(shown)).toHaveLength(1)
    },
    HEALED_WITHIN_MS,
  )
})
