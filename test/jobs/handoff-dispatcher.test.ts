import { describe, expect, it } from 'vitest'
import type { Claimed } from '../../src/flow/ports.ts'
import type { Destination } from '../../src/handoff/destination.ts'
import { createHandoffDispatcher } from '../../src/jobs/handoff-dispatcher.ts'
import { createInHand } from '../../src/jobs/in-hand.ts'
import { eventually } from '../support/eventually.ts'
import { aDestination, aHandoff } from '../support/leads.ts'

const CRM = aDestination({ concurrency: 1 })
const TOKEN = 'token'
const aHandoffNamed = (id: string) => aHandoff({ id, destination: { id: CRM.id, name: CRM.name } })
const claimedNamed = (id: string): Claimed => ({ handoff: aHandoffNamed(id), token: TOKEN, isStored: true })
const away = async () => Promise.reject(new Error('the database is away'))

type Ways = {
  destination: () => Promise<Destination>
  release: () => Promise<void>
  store: () => Promise<boolean>
}

/** A dispatcher for a destination that takes one at a time; each delivery goes as far as the test lets it. */
function started({
  destination = async () => CRM,
  release = async () => {},
  store = async () => true,
}: Partial<Ways> = {}) {
  const begun: { id: string; delivered(): void; saved(): void; failed(): void }[] = []
  const stored: string[] = []
  const due: Claimed[] = []
  const released: string[] = []
  const failures: unknown[] = []
  const dispatcher = createHandoffDispatcher({
    leases: {
      dueDestinations: async () => [],
      claim: async () => due.splice(0),
      async insertHeld({ handoff: { id } }) {
        const isOurs = await store()
        stored.push(id)
        return isOurs
      },
      renew: async () => {},
      release: async (claimed) => {
        released.push(...claimed.map(({ handoff: { id } }) => id))
        await release()
      },
    },
    destination,
    reaches: () => true,
    takeProbe: async () => false,
    takeRate: async () => 0,
    returnRate: async () => {},
    deliver: ({ handoff: { id } }, delivered) =>
      new Promise((resolve, reject) =>
        begun.push({ id, delivered, saved: () => resolve(), failed: () => reject(new Error('not saved')) }),
      ),
    newToken: () => TOKEN,
    inHand: createInHand((_, error) => failures.push(error)),
  })
  /** They fall due, and are claimed. */
  function claims(...ids: string[]): void {
    due.push(...ids.map(claimedNamed))
    dispatcher.kick(CRM.id)
  }
  const nth = (n: number) => eventually(async () => begun[n], `delivery ${n}`)
  return { dispatcher, claims, nth, begun, stored, released, failures, stop: () => dispatcher.stop(0) }
}

describe('of two that are in hand', () => {
  function twoInHand() {
    const parts = started()
    parts.claims('ho_1', 'ho_2')
    return parts
  }

  it('the second goes as soon as the first is delivered, while that is being saved', async () => {
    const { nth, stop, failures } = twoInHand()
    const first = await nth(0)
    first.delivered()
    expect((await nth(1)).id).toBe('ho_2')
    await stop()
    expect(failures).toEqual([])
  })

  it('one that was not delivered keeps its place until that is saved, and gives it up once', async () => {
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
})

describe('what is in hand and cannot be begun is given back', () => {
  it('when nobody can tell how its destination is', async () => {
    const parts = started({ destination: away })
    parts.dispatcher.goAhead(aHandoffNamed('ho_1'), CRM)
    await eventually(async () => parts.released.length > 0, 'its release')
    expect(parts.released).toEqual(['ho_1'])
    await parts.stop()
  })

  it('when it comes while others are given back', async () => {
    let free = () => {}
    const release = () => new Promise<void>((resolve) => (free = resolve))
    const parts = started({ destination: async () => ({ ...CRM, state: 'paused' }), release })
    parts.dispatcher.goAhead(aHandoffNamed('ho_1'), CRM)
    await eventually(async () => parts.released.length === 1, 'the first release')
    parts.dispatcher.goAhead(aHandoffNamed('ho_2'), CRM)
    free()
    await eventually(async () => parts.released.length === 2, 'the second release')
    free()
    await parts.stop()
    expect(parts.released).toEqual(['ho_1', 'ho_2'])
  })

  it('at a stop that waits for what is under way, though the database is away', async () => {
    const parts = started({ release: away })
    parts.claims('ho_1', 'ho_2')
    const delivery = await parts.nth(0)
    let hasStopped = false
    const stopped = parts.dispatcher.stop(5000).then(() => {
      hasStopped = true
    })
    await eventually(async () => parts.failures.length > 0, 'the failure')
    expect([parts.released, hasStopped]).toEqual([['ho_2'], false])
    delivery.saved()
    await stopped
  })
})

describe('a try that goes ahead of its handoff', () => {
  /** What is known of it so far: `stored` once that was told. */
  function goAhead(parts: ReturnType<typeof started>, id = 'ho_1') {
    const told = parts.dispatcher.goAhead(aHandoffNamed(id), CRM)
    const known = { isStored: false }
    told?.then(
      () => {
        known.isStored = true
      },
      () => {},
    )
    return { told, known }
  }

  it('is told of once what came of it is saved, and nothing else stores it', async () => {
    const parts = started()
    const { told, known } = goAhead(parts)
    const delivery = await parts.nth(0)
    expect(parts.dispatcher.aheadOf('ho_1')).toBe(told)
    expect(known.isStored).toBe(false)
    delivery.delivered()
    delivery.saved()
    await told
    expect(parts.dispatcher.aheadOf('ho_1')).toBeNull()
    await parts.stop()
    expect(parts.stored).toEqual([])
  })

  it('that takes long is stored under its lease meanwhile, once', async () => {
    const parts = started()
    const { told } = goAhead(parts)
    const delivery = await parts.nth(0)
    await told
    expect(parts.stored).toEqual(['ho_1'])
    expect(parts.dispatcher.aheadOf('ho_1')).toBe(told)
    await new Promise((resolve) => setTimeout(resolve, 600))
    delivery.saved()
    await eventually(async () => parts.dispatcher.aheadOf('ho_1') === null, 'its end')
    await parts.stop()
    expect(parts.stored).toHaveLength(1)
  })

  it('whose end cannot be saved is stored, and free when its lease ends', async () => {
    const parts = started()
    const { told } = goAhead(parts)
    const delivery = await parts.nth(0)
    delivery.failed()
    await told
    expect([parts.stored, parts.released]).toEqual([['ho_1'], []])
    expect(parts.failures).toHaveLength(1)
    await parts.stop()
  })

  it('that is not begun, since its destination was switched off, is stored and given back', async () => {
    const parts = started({ destination: async () => ({ ...CRM, state: 'paused' }) })
    await goAhead(parts).told
    await parts.stop()
    expect([parts.stored, parts.released]).toEqual([['ho_1'], ['ho_1']])
    expect(parts.begun).toEqual([])
  })

  it('that waits behind another one when the process stops is stored and given back', async () => {
    const parts = started()
    const first = goAhead(parts)
    const second = goAhead(parts, 'ho_2')
    const delivery = await parts.nth(0)
    const stopped = parts.dispatcher.stop(1000)
    await second.told
    await eventually(async () => parts.released.length > 0, 'its release')
    expect([parts.stored, parts.released]).toEqual([['ho_2'], ['ho_2']])
    delivery.saved()
    await Promise.all([first.told, stopped])
    expect(parts.stored).toHaveLength(1)
  })

  it('that cannot be stored at first is stored later', async () => {
    let tries = 0
    const parts = started({ store: async () => (++tries < 3 ? away() : true) })
    const { told } = goAhead(parts)
    const delivery = await parts.nth(0)
    await told
    expect([tries, parts.stored]).toEqual([3, ['ho_1']])
    delivery.saved()
    await parts.stop()
  })

  it('that can never be stored is told to whoever waits for it', async () => {
    const parts = started({ store: away })
    const { told } = goAhead(parts)
    const delivery = await parts.nth(0)
    delivery.failed()
    await expect(told).rejects.toThrow('away')
    expect(parts.dispatcher.aheadOf('ho_1')).toBeNull()
    await parts.stop()
  })

  it("and is somebody else's when its turn comes is not sent", async () => {
    const parts = started({ store: async () => false })
    goAhead(parts)
    const first = await parts.nth(0)
    const second = goAhead(parts, 'ho_2')
    goAhead(parts, 'ho_3')
    await second.told
    first.saved()
    await eventually(async () => ['ho_1', 'ho_2', 'ho_3'].every((id) => !parts.dispatcher.aheadOf(id)), 'their end')
    await parts.stop()
    expect(parts.begun.map(({ id }) => id)).toEqual(['ho_1'])
  })

  it.each([
    ['is paused', { state: 'paused' }],
    ['has a rate', { rate: 5 }],
    ['has an open breaker', { health: { ...CRM.health, openUntil: new Date() } }],
  ] as const)('is not begun for a destination that %s', async (_, change) => {
    const parts = started()
    expect(parts.dispatcher.goAhead(aHandoffNamed('ho_1'), { ...CRM, ...change })).toBeNull()
    await parts.stop()
    expect(parts.dispatcher.goAhead(aHandoffNamed('ho_1'), CRM)).toBeNull()
    expect(parts.begun).toEqual([])
  })
})
