import { describe, expect, it } from 'vitest'
import type { Handoff } from '../../src/handoff/handoff.ts'
import { attempted, retried, type Tried } from '../../src/handoff/transitions.ts'
import type { Reply } from '../../src/wire/reply.ts'
import { ARRIVED, aHandoff, anAttempt } from '../support/leads.ts'

const SENT = new Date(ARRIVED.getTime() + 1000)
const NOW = new Date(ARRIVED.getTime() + 3000)
type Answered = Extract<Reply, { kind: 'answered' }>

function answered(overrides: Partial<Answered> = {}): Answered {
  return { kind: 'answered', status: 503, headers: {}, body: '', bodyCut: false, phases: { total: 12.5 }, ...overrides }
}

function tried(handoff: Handoff, overrides: Partial<Tried> = {}): Handoff {
  return attempted(handoff, {
    at: SENT,
    reply: answered(),
    judged: { class: 'transient', error: 'answered 503', hint: 'the receiver has trouble of its own' },
    remote: null,
    waitMs: 0,
    isLooking: false,
    isLost: false,
    sentBody: handoff.body ?? '',
    policy: 'default',
    random: 0,
    now: NOW,
    ...overrides,
  })
}

const delivered = { reply: answered({ status: 201 }), judged: { class: 'delivered', error: null, hint: null } } as const
const refused = { judged: { class: 'permanent', error: 'answered 422', hint: 'check the fields' } } as const

describe('a handoff that was tried', () => {
  it('is delivered and done when the receiver took it', () => {
    expect(tried(aHandoff({ hint: 'of the last failure' }), delivered)).toMatchObject({
      state: 'delivered',
      nextAttemptAt: null,
      hint: null,
      finishedAt: NOW,
      attempts: [{ n: 1, at: SENT, status: 201, class: 'delivered', error: null }],
    })
  })

  it('climbs the ladder while it fails, counted from the end of the try', () => {
    const once = tried(aHandoff())
    expect(once).toMatchObject({
      state: 'open',
      step: 1,
      finishedAt: null,
      hint: 'the receiver has trouble of its own',
    })
    expect(once.nextAttemptAt).toEqual(new Date(NOW.getTime() + 5000))
    expect(tried(once).nextAttemptAt).toEqual(new Date(NOW.getTime() + 30_000))
  })

  it('is parked after the tenth failure, with its hint', () => {
    let handoff = aHandoff()
    for (let n = 1; n <= 9; n++) {
      handoff = tried(handoff)
      expect(handoff.state).toBe('open')
    }
    expect(tried(handoff)).toMatchObject({ state: 'parked', step: 10, nextAttemptAt: null, finishedAt: NOW })
    expect(tried(handoff).attempts.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('is parked at once when nothing can help but a person', () => {
    expect(tried(aHandoff(), refused)).toMatchObject({ state: 'parked', hint: 'check the fields', nextAttemptAt: null })
  })

  it('waits as long as Retry-After asks, where that is longer than its step', () => {
    const asks = (header: string) => tried(aHandoff(), { reply: answered({ headers: { 'retry-after': header } }) })
    expect(asks('3600').nextAttemptAt).toEqual(new Date(NOW.getTime() + 3_600_000))
    expect(asks('1').nextAttemptAt).toEqual(new Date(NOW.getTime() + 5000))
  })

  it('looks again for what it may have made as soon as that can be seen, wherever on the ladder it is', () => {
    const high = aHandoff({ step: 4 })
    const looking = tried(high, { isLooking: true, waitMs: 35_000, reply: answered({ status: 200 }) })
    expect(looking).toMatchObject({ state: 'open', step: 4, nextAttemptAt: new Date(NOW.getTime() + 35_000) })
    expect(tried(high, { isLost: true })).toMatchObject({ step: 5, nextAttemptAt: new Date(NOW.getTime() + 30_000) })
    expect(tried(high)).toMatchObject({ step: 5, nextAttemptAt: new Date(NOW.getTime() + 1_800_000) })
  })

  it('goes down the whole ladder of a preset that says so', () => {
    expect(tried(aHandoff(), { ...refused, policy: 'agentflow' }).state).toBe('open')
    expect(tried(tried(aHandoff(), { ...refused, policy: 'zapito' }), { ...refused, policy: 'zapito' }).state).toBe(
      'parked',
    )
  })
})

describe('the log of a try', () => {
  const logged = (overrides: Partial<Tried>) => tried(aHandoff(), overrides).attempts.at(-1)

  it('keeps 4 KiB of the answer and breaks no character', () => {
    expect(logged({ reply: answered({ body: 'x'.repeat(5000) }) })?.responseBody).toHaveLength(4096)
    const body = logged({ reply: answered({ body: `x${'é'.repeat(5000)}` }) })?.responseBody ?? ''
    expect(body).toBe(`x${'é'.repeat(2047)}`)
  })

  it('keeps how long the receiver asked to be left alone, which its step may be longer than', () => {
    const asked = (handoff: Handoff, overrides: Partial<Tried>) => tried(handoff, overrides).attempts.at(-1)?.askedMs
    expect(asked(aHandoff({ step: 4 }), { waitMs: 10_000 })).toBe(10_000)
    expect(asked(aHandoff(), { waitMs: 10_000, reply: answered({ headers: { 'retry-after': '30' } }) })).toBe(30_000)
    expect(asked(aHandoff({ step: 4 }), {})).toBe(0)
  })

  it('keeps the headers of use, and no cookies', () => {
    const headers = { 'retry-after': '5', 'x-request-id': 'r1', 'set-cookie': 'session=secret', authorization: 'x' }
    expect(logged({ reply: answered({ headers }) })?.responseHeaders).toEqual({
      'retry-after': '5',
      'x-request-id': 'r1',
    })
  })

  it('keeps the request only where it was not the frozen body itself', () => {
    expect(logged({})?.requestBody).toBeNull()
    expect(logged({ sentBody: '{"mapped":1}' })?.requestBody).toBe('{"mapped":1}')
  })

  it('tells why there was no answer', () => {
    const reply: Reply = {
      kind: 'failed',
      cause: 'connect',
      message: 'Could not connect.',
      phases: { dns: 1, total: 2 },
    }
    const judged = { class: 'transient', error: reply.message, hint: 'nobody answers there' } as const
    expect(logged({ reply, judged })).toEqual(
      anAttempt({
        at: SENT,
        status: null,
        class: 'transient',
        error: 'Could not connect.',
        phases: { dns: 1, total: 2 },
      }),
    )
  })

  it('tells what each try was made for', () => {
    const twice = tried(retried(tried(aHandoff(), refused), 'manual', NOW))
    expect(tried(twice).attempts.map(({ trigger }) => trigger)).toEqual(['auto', 'manual', 'auto'])
  })
})

it('a handoff that is retried starts its ladder anew and keeps its id and its log', () => {
  const parked = tried(aHandoff({ step: 4 }), refused)
  expect(retried(parked, 'manual', NOW)).toEqual({
    ...parked,
    state: 'open',
    step: 0,
    nextAttemptAt: NOW,
    trigger: 'manual',
    finishedAt: null,
  })
})
