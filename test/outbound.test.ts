import { describe, expect, type TestContext, test } from 'vitest'
import { postLead } from '../scripts/post-lead.ts'
import type { Received } from './stand-ins/crm/index.ts'
import { eventually } from './support/eventually.ts'
import { JORDAN, type SetUpWorld, worldFor } from './support/greenlight.ts'

type Row = {
  id: string
  state: string
  event: string
  hint: string | null
  lead_id: string
  attempts: { status: number; class: string; trigger: string }[]
}
const handoffs = async (world: SetUpWorld) => (await world.admin('logs', 'handoffs', '--limit', '500')) as Row[]

/** Leads that are told on scoring, so that no click is needed. */
async function startTelling(context: TestContext) {
  const world = await worldFor(context)
  await world.admin('destination', 'edit', 'crm', '--events', 'lead.scored')
  const { url } = await world.start()
  return {
    world,
    send: (lead: object = JORDAN) => world.send(url, lead),
    sendMany(count: number): Promise<string[]> {
      const leads = Array.from({ length: count }, (_, i) => ({ ...JORDAN, email: `person${i}@stacklane.example` }))
      return Promise.all(leads.map((lead) => world.send(url, lead)))
    },
    inState: (state: string, count: number) =>
      eventually(async () => {
        const all = (await handoffs(world)).filter((row) => row.state === state)
        return all.length >= count && all
      }, `${count} ${state} handoffs`),
  }
}

describe.concurrent('what a receiver answers', () => {
  test.for([
    [422, 'permanent', /required field/],
    [410, 'gone', /gone for good/],
  ] as const)('%i parks at once, as %s, with a hint', async ([status, kind, hint], context) => {
    const { world, send, inState } = await startTelling(context)
    world.crm.behave({ kind: 'status', status })
    await send()
    const [row] = await inState('parked', 1)
    expect(row).toMatchObject({
      state: 'parked',
      attempts: [{ status, class: kind }],
      hint: expect.stringMatching(hint),
    })
  })

  test('410 switches the destination off; what comes meanwhile is kept and sent after resuming', async (context) => {
    const { world, send, inState } = await startTelling(context)
    world.crm.behave({ kind: 'status', status: 410 }, { times: 1 })
    await send()
    await inState('parked', 1)
    await eventually(async () => {
      const shown = (await world.admin('destination', 'show', 'crm')) as { state: string }
      return shown.state === 'disabled'
    }, 'the destination being switched off')
    const kept = await send({ ...JORDAN, email: 'kept@stacklane.example' })
    await inState('open', 1)
    expect(world.crm.received).toHaveLength(1)
    await world.admin('destination', 'resume', 'crm')
    await world.crm.waitFor(({ leadId }) => leadId === kept)
  })

  test('a corrected destination gets the parked handoff by a manual retry, under the same id', async (context) => {
    const { world, send, inState } = await startTelling(context)
    world.crm.behave({ kind: 'status', status: 422 }, { times: 1 })
    await send()
    const [parked] = await inState('parked', 1)
    await world.admin('destination', 'edit', 'crm', '--header', 'x-tenant: acme')
    await world.admin('retry', parked?.id ?? '')
    const [delivered] = await inState('delivered', 1)
    expect(delivered?.attempts).toMatchObject([{ trigger: 'auto' }, { trigger: 'manual', class: 'delivered' }])
    const [first, second] = world.crm.received
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(second?.headers['x-tenant']).toBe('acme')
  })
})

describe.concurrent('a lead that nobody is shown', () => {
  /** An endpoint without a channel; its leads' scores go to the CRM. */
  async function startUnshown(context: TestContext) {
    const world = await worldFor(context)
    await world.admin('destination', 'edit', 'crm', '--events', 'lead.scored')
    const endpoint = await world.admin('endpoint', 'add', '--name', 'unshown', '--source', 'agentflow')
    const { url, secret } = endpoint as { url: string; secret: string }
    const { url: product } = await world.start()
    const to = { url: product + new URL(url).pathname, secret }
    const rows = (count: number, state: string) =>
      eventually(async () => {
        const all = (await handoffs(world)).filter((row) => row.state === state)
        return all.length === count && all
      }, `${count} ${state} handoffs`)
    return { world, rows, send: (n = 0) => postLead(to, { ...JORDAN, email: `person${n}@stacklane.example` }) }
  }

  test('is in the log while its receiver takes its time, and is sent once', async (context) => {
    const { world, rows, send } = await startUnshown(context)
    world.crm.behave({ kind: 'slow', ms: 3000 })
    await send()
    const [waiting] = await rows(1, 'open')
    expect(waiting).toMatchObject({ event: 'lead.scored', attempts: [] })
    const [delivered] = await rows(1, 'delivered')
    expect(delivered).toMatchObject({ id: waiting?.id, attempts: [{ status: 200, trigger: 'auto' }] })
    expect(world.crm.received).toHaveLength(1)
  })

  test('is tried again on its ladder when the first try fails, under the same id', async (context) => {
    const { world, rows, send } = await startUnshown(context)
    world.crm.behave({ kind: 'status', status: 503, retryAfter: '1' }, { times: 1 })
    await send()
    const [delivered] = await rows(1, 'delivered')
    expect(delivered?.attempts).toMatchObject([{ status: 503, class: 'transient' }, { class: 'delivered' }])
    expect(new Set(world.crm.received.map(({ handoffId }) => handoffId))).toEqual(new Set([delivered?.id]))
  })

  test('is sent once each, though many come at once and a receiver hangs beside them', async (context) => {
    const { world, rows, send } = await startUnshown(context)
    const hook = ['--name', 'hangs', '--url', `${world.crm.url}/hangs`, '--events', 'lead.scored']
    await world.admin('destination', 'add', ...hook)
    world.crm.behave({ kind: 'hang' }, { path: '/hangs' })
    await Promise.all(Array.from({ length: 150 }, (_, n) => send(n)))
    await rows(150, 'delivered')
    await rows(150, 'open')
    const heard = world.crm.received.filter(({ path }) => path === '/hook')
    expect(new Set(heard.map(({ handoffId }) => handoffId)).size).toBe(150)
    expect(heard).toHaveLength(150)
  })
})

describe.concurrent('a destination that keeps failing', () => {
  test('is left alone after ten failures, uses up no attempts meanwhile, and catches up after one probe', async (context) => {
    const { world, sendMany, inState } = await startTelling(context)
    world.crm.behave({ kind: 'status', status: 503 })
    await sendMany(60)
    await world.slack.until(() => world.slack.messages('C0LEADS').some(({ text }) => /crm keeps failing/.test(text)))
    const tried = world.crm.received.length
    world.crm.behave({ kind: 'well' })
    const delivered = await inState('delivered', 60)
    expect(Math.max(...delivered.map(({ attempts }) => attempts.length))).toBeLessThanOrEqual(4)
    expect(tried).toBeLessThan(40)
    await world.slack.until(() => world.slack.messages('C0LEADS').some(({ text }) => /crm answers again/.test(text)))
  }, 90_000)

  test('holds nobody else up', async (context) => {
    const { world, sendMany } = await startTelling(context)
    world.crm.behave({ kind: 'hang' }, { path: '/hook' })
    const elsewhere = `${world.crm.url}/other`
    const other = await world.admin(
      'destination',
      'add',
      '--name',
      'other',
      '--url',
      elsewhere,
      '--events',
      'lead.scored',
    )
    world.crm.secret((other as { signing_secret: string }).signing_secret, '/other')
    const ids = await sendMany(20)
    for (const id of ids) await world.crm.waitFor(({ path, leadId }) => path === '/other' && leadId === id)
  })
})

describe.concurrent('set-up', () => {
  test('a test handoff is sent at once, marked, signed and logged', async (context) => {
    const world = await worldFor(context)
    const told = (await world.admin('destination', 'test', 'crm')) as Row
    expect(told).toMatchObject({ event: 'test', state: 'delivered', attempts: [{ status: 200, trigger: 'test' }] })
    const [received] = world.crm.received
    expect(received?.json).toMatchObject({ event: 'test', test: true })
    expect(received?.signatures).toMatchObject({ agentflow: { kind: 'held' }, standard: { kind: 'held' } })
    expect(await handoffs(world)).toHaveLength(1)
  })

  test('during a rotation the old secret signs the single signature and both sign the trio, until the switch', async (context) => {
    const world = await worldFor(context)
    const { signing_secret: fresh } = (await world.admin('destination', 'rotate', 'crm')) as { signing_secret: string }
    const held = (received: Received | undefined) => [
      received?.signatures.agentflow.kind,
      received?.signatures.standard.kind,
    ]
    await world.admin('destination', 'test', 'crm')
    expect(held(world.crm.received.at(-1))).toEqual(['held', 'held'])
    world.crm.secret(fresh)
    await world.admin('destination', 'test', 'crm')
    expect(held(world.crm.received.at(-1))).toEqual(['failed', 'held'])
    await world.admin('destination', 'switch', 'crm')
    await world.admin('destination', 'test', 'crm')
    expect(held(world.crm.received.at(-1))).toEqual(['held', 'held'])
  })

  test('two destinations that tell one URL of the same event are warned about', async (context) => {
    const world = await worldFor(context)
    const { warnings } = await world.flow.addDestination({
      workspace: 'T0LOCAL',
      by: 'test',
      name: 'again',
      kind: 'webhook',
      url: `${world.crm.url}/hook`,
      headers: {},
      settings: {},
      events: ['lead.qualified'],
      decisionsOnly: false,
      mapping: null,
      concurrency: 8,
    })
    expect(warnings).toEqual([expect.stringMatching(/"crm" sends lead.qualified to the same URL/)])
  })

  test('nothing secret is shown after its creation', async (context) => {
    const world = await worldFor(context)
    await world.admin('destination', 'edit', 'crm', '--header', 'Authorization: Bearer topsecret-1234')
    const shown = JSON.stringify([
      await world.admin('destination', 'show', 'crm'),
      await world.admin('destination', 'list'),
    ])
    expect(shown).toContain('••••1234')
    expect(shown).not.toContain('topsecret')
    expect(shown).not.toContain(world.destination.signing_secret)
    expect(shown).not.toContain('/hook')
  })
})

test.concurrent('a paused destination loses nothing, and a rate is kept', async (context) => {
  const { world, sendMany, inState } = await startTelling(context)
  await world.admin('destination', 'edit', 'crm', '--rate', '5')
  await world.admin('destination', 'pause', 'crm')
  await sendMany(12)
  await inState('open', 12)
  expect(world.crm.received).toHaveLength(0)
  await world.admin('destination', 'resume', 'crm')
  await inState('delivered', 12)
  const times = world.crm.received.map(({ at }) => at).sort((a, b) => a - b)
  for (const [i, at] of times.entries()) {
    const after = times[i + 7]
    if (after !== undefined) expect(after - at).toBeGreaterThanOrEqual(900)
  }
})

test.concurrent('a replay sends again what was parked, under the same ids, and tells how far it is', async (context) => {
  const { world, sendMany, inState } = await startTelling(context)
  world.crm.behave({ kind: 'status', status: 400 })
  await sendMany(25)
  const parked = await inState('parked', 25)
  world.crm.behave({ kind: 'well' })
  await world.admin('replay', 'crm', '--since', '1h', '--channel', 'C0LEADS')
  const delivered = await inState('delivered', 25)
  expect(new Set(delivered.map(({ id }) => id))).toEqual(new Set(parked.map(({ id }) => id)))
  expect(await world.admin('replays')).toMatchObject([{ state: 'finished', total: 25, done: 25 }])
  await world.slack.until(() =>
    world.slack.messages('C0LEADS').some(({ text }) => /Replay to crm: all 25 sent again/.test(text)),
  )
})
