import { describe, expect, test } from 'vitest'
import { CHANNEL, worldFor } from './support/greenlight.ts'
import { cardOf, lineOf, MORGAN, RILEY, shownOn } from './support/slack.ts'

describe.concurrent('the walk of a lead', () => {
  test('a lead comes in, is scored, approved by a click, handed off, and the thread tells that it arrived', async (context) => {
    const world = await worldFor(context)
    const { url } = await world.start()
    const leadId = await world.send(url)
    const card = await cardOf(world, leadId)
    expect(card.text).toMatch(/^\d+ · (Hot|Warm|Cold): Jordan Ellis, Stacklane$/)

    await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Approve' })
    const arrived = await world.crm.waitFor(({ body }) => String(body).includes(leadId))
    const body = JSON.parse(String(arrived.body))
    expect(body).toMatchObject({
      schema_version: 1,
      event: 'lead.qualified',
      lead_id: leadId,
      email: 'jordan.ellis@stacklane.example',
      decision: 'approved',
      decision_version: 1,
      decided_by: { id: RILEY, kind: 'user' },
      endpoint: { name: 'web' },
      test: false,
    })
    expect(arrived.headers['idempotency-key']).toBe(body.handoff_id)
    expect(arrived.headers['webhook-id']).toBe(body.handoff_id)
    expect(arrived.signatures).toMatchObject({ agentflow: { kind: 'held' }, standard: { kind: 'held' } })

    await lineOf(world, card, /^crm: delivered, 200, \d+ ms/)
    await world.slack.until(() => /Approved/.test(shownOn(world, card)))
    const shown = (await world.admin('show', leadId)) as Record<string, unknown>
    expect(shown.decision).toMatchObject({ decision: 'approved', decided_by: { id: RILEY } })
    expect((shown.history as { what: string }[]).map(({ what }) => what)).toEqual(['received', 'scored', 'approved'])
  })

  test('a CRM that fails twice is tried again, and the thread tells each wait', async (context) => {
    const world = await worldFor(context)
    const { url } = await world.start()
    world.crm.behave({ kind: 'status', status: 503 }, { times: 2 })
    const card = await cardOf(world, await world.send(url))
    await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Approve' })
    await lineOf(world, card, /retrying, attempt 2 of 10.*: 503/)
    await lineOf(world, card, /retrying, attempt 3 of 10.*: 503/)
    await lineOf(world, card, /delivered, 200/)
    const ids = world.crm.received.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(1)
    expect(world.slack.messages(CHANNEL, card.ts).filter(({ text }) => text.startsWith('crm:'))).toHaveLength(1)
  }, 150_000)

  test('a rejection carries its reason, and a second click is told who was first', async (context) => {
    const world = await worldFor(context)
    const { url } = await world.start()
    const leadId = await world.send(url)
    const card = await cardOf(world, leadId)
    const before = structuredClone(card)
    const opened = await (
      await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Reject' })
    ).view()
    await world.slack.submit({
      user: RILEY,
      viewId: opened.id,
      values: {
        reason: { reason: { type: 'static_select', selected_option: { value: 'no_budget' } } },
        note: { note: { type: 'plain_text_input', value: 'ask again in May' } },
      },
    })
    const arrived = await world.crm.waitFor(({ body }) => String(body).includes(leadId))
    expect(JSON.parse(String(arrived.body))).toMatchObject({
      event: 'lead.rejected',
      decision: 'rejected',
      decision_reason: 'No budget: ask again in May',
    })
    const late = await world.slack.click({
      user: MORGAN,
      channel: CHANNEL,
      ts: card.ts,
      text: 'Approve',
      seen: before,
    } as never)
    expect(await late.ephemeral()).toMatch(/Already rejected by <@U0RILEY>/)
    expect(world.crm.received).toHaveLength(1)
  })

  test('a review leaves the lead open, and a later approval is the next decision version', async (context) => {
    const world = await worldFor(context)
    const { url } = await world.start()
    const leadId = await world.send(url)
    const card = await cardOf(world, leadId)
    const opened = await (
      await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Review' })
    ).view()
    await world.slack.submit({ user: RILEY, viewId: opened.id, values: {} })
    await world.crm.waitFor(({ body }) => JSON.parse(String(body)).event === 'lead.review_requested')
    await world.slack.click({ user: MORGAN, channel: CHANNEL, ts: card.ts, text: 'Approve' })
    const arrived = await world.crm.waitFor(({ body }) => JSON.parse(String(body)).event === 'lead.qualified')
    expect(JSON.parse(String(arrived.body))).toMatchObject({ decision_version: 2, decided_by: { id: MORGAN } })
  })

  test('an undone decision is never sent, and a reopened one is followed by lead.reopened', async (context) => {
    const world = await worldFor(context)
    const { url } = await world.start()
    await world.admin('settings', 'set', 'undo_seconds=3600')
    const leadId = await world.send(url)
    const card = await cardOf(world, leadId)
    await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Approve' })
    await world.slack.until(() => /Undo/.test(shownOn(world, card)))
    await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Undo' })
    await world.slack.until(() => /"Approve"/.test(shownOn(world, card)))
    expect(world.crm.received).toHaveLength(0)

    await world.admin('settings', 'set', 'undo_seconds=0')
    await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Approve' })
    await world.crm.waitFor(({ body }) => JSON.parse(String(body)).event === 'lead.qualified')
    await world.slack.until(() => /Reopen/.test(shownOn(world, card)))
    await world.slack.click({ user: MORGAN, channel: CHANNEL, ts: card.ts, text: 'Reopen' })
    const reopened = await world.crm.waitFor(({ body }) => JSON.parse(String(body)).event === 'lead.reopened')
    expect(JSON.parse(String(reopened.body))).toMatchObject({ lead_id: leadId, decision: null, decision_version: 2 })
  })

  test('the clock alone, without any kick, walks a lead to the end and retries', async (context) => {
    const world = await worldFor(context)
    const { url } = await world.start({ KICK: 'off' })
    world.crm.behave({ kind: 'status', status: 503 }, { times: 1 })
    const card = await cardOf(world, await world.send(url))
    await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Approve' })
    await lineOf(world, card, /delivered, 200/)
  }, 150_000)

  test('a click that claims to come from the future is not believed', async (context) => {
    const world = await worldFor(context, { slack: { now: () => Date.now() + 600_000 } })
    const { url } = await world.start()
    const card = await cardOf(world, await world.send(url))
    const { status } = await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Approve' })
    expect(status).toBe(401)
  })

  test('a button of another kind is answered, and a guest may not decide', async (context) => {
    const world = await worldFor(context)
    const { url } = await world.start()
    const leadId = await world.send(url)
    const card = await cardOf(world, leadId)
    const odd = structuredClone(card)
    odd.blocks = JSON.parse(JSON.stringify(odd.blocks).replaceAll('lead.approve', 'lead.approve_v0'))
    const old = await world.slack.click({
      user: RILEY,
      channel: CHANNEL,
      ts: card.ts,
      seen: odd,
      actionId: 'lead.approve_v0',
    })
    expect(await old.ephemeral()).toMatch(/older kind/)
    const guest = await world.slack.click({ user: 'U0GALE', channel: CHANNEL, ts: card.ts, text: 'Approve' })
    expect(await guest.ephemeral()).toMatch(/Guests/)
    expect(await world.admin('show', leadId)).toMatchObject({ decision: null })
  })
})
