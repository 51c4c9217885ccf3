import { describe, expect, type TestContext, test } from 'vitest'
import { CHANNEL, type World, worldFor } from './support/greenlight.ts'
import { cardOf, lineOf, MORGAN, RILEY, shownOn } from './support/slack.ts'

const HOUR_S = 3600

async function withCard(context: TestContext, start: 'start' | 'spawn' = 'start') {
  const world = await worldFor(context)
  const process = await world[start]()
  const { url } = process
  const leadId = await world.send(url)
  const card = await cardOf(world, leadId)
  const click = (user: string, text: string, seen?: typeof card) =>
    world.slack.click({ user, channel: CHANNEL, ts: card.ts, text, ...(seen && { seen }) })
  return { world, process, leadId, card, click }
}

const whatHappened = async (world: World, leadId: string) =>
  ((await world.admin('show', leadId)) as { history: { what: string }[] }).history.map(({ what }) => what)

/** The rich text of a thread line as it is read. */
const wordsOf = (message: { blocks: unknown }) => JSON.stringify(message.blocks)

describe.concurrent('the verbs of a card', () => {
  test('a lead is claimed once, and a second claim is told who owns it and how to take over', async (context) => {
    const { world, leadId, card, click } = await withCard(context)
    await click(RILEY, 'Claim')
    await lineOf(world, card, /^Claimed by <@U0RILEY>$/)
    await world.slack.until(() => /Owner: <@U0RILEY>/.test(shownOn(world, card)))
    const second = await click(MORGAN, 'Claim')
    expect(await second.ephemeral()).toMatch(/<@U0RILEY> owns this lead.*Assign/)
    const again = await click(RILEY, 'Claim')
    expect(await again.ephemeral()).toMatch(/yours already/)
    expect(await whatHappened(world, leadId)).toEqual(['received', 'scored', 'claimed'])
  })

  test('a summary is found wrong in Details once: the card and thread say so, and the figures count it by whom it came', async (context) => {
    const { world, card, click, leadId } = await withCard(context)
    const shownTo = (user: string) => JSON.stringify(world.slack.modal(user)?.blocks)
    const details = async (user: string) => {
      const { id } = await (await click(user, 'Details')).view()
      await world.slack.until(() => /Summary is wrong/.test(shownTo(user)))
      return () => world.slack.click({ user, viewId: id, text: 'Summary is wrong' })
    }
    const [first, second] = [await details(RILEY), await details(MORGAN)]
    await first()
    await lineOf(world, card, /^Summary found wrong by <@U0RILEY>$/)
    await world.slack.until(() => /found the summary wrong/.test(shownOn(world, card)))
    await world.slack.until(() => /found this summary wrong/.test(shownTo(RILEY)))
    await second()
    await world.slack.until(() => /marked this summary as wrong already/.test(shownTo(MORGAN)))
    expect(await world.admin('stats', '1d')).toMatchObject({
      leads: 1,
      summaries_wrong: 1,
      by_source: { agentflow: { leads: 1, summaries_wrong: 1 } },
      by_endpoint: { web: { summaries_wrong: 1, handoffs_by_reason: {} } },
    })
    await click(RILEY, 'Re-score')
    await lineOf(world, card, /^Scored again/)
    expect(await world.admin('show', leadId)).toMatchObject({ flags: expect.not.arrayContaining(['summary_wrong']) })
    expect(await world.admin('stats', '1d')).toMatchObject({ summaries_wrong: 1 })
  })

  test('a lead is assigned in a modal that names it, and its thread mentions the new owner', async (context) => {
    const { world, card, click } = await withCard(context)
    const opened = await (await click(MORGAN, 'Assign')).view()
    await world.slack.until(() => /Jordan Ellis/.test(JSON.stringify(world.slack.modal(MORGAN)?.blocks)))
    await world.slack.submit({ user: MORGAN, viewId: opened.id, values: { owner: { owner: RILEY } } })
    await lineOf(world, card, /^Assigned to <@U0RILEY> by <@U0MORGAN>$/)
    await world.slack.until(() => /Owner: <@U0RILEY>/.test(shownOn(world, card)))
  })

  test('a snoozed lead says until when, wakes by itself after a restart, and its thread says so', async (context) => {
    const { world, process, card, click, leadId } = await withCard(context, 'spawn')
    const opened = await (await click(RILEY, 'Snooze')).view()
    const wrong = await world.slack.submit({
      user: RILEY,
      viewId: opened.id,
      values: { until: { until: Math.floor(Date.now() / 1000) - HOUR_S } },
    })
    expect(wrong.errors).toHaveProperty('until')
    const until = Math.ceil(Date.now() / 1000) + 4
    await world.slack.submit({ user: RILEY, viewId: opened.id, values: { until: { until } } })
    await world.slack.until(() => /Snoozed until .*by <@U0RILEY>/.test(shownOn(world, card)))
    await lineOf(world, card, /^Snoozed until .* by <@U0RILEY>$/)
    if ('kill' in process) await process.kill()
    await world.start()
    await lineOf(world, card, /^Back from its snooze$/)
    await world.slack.until(() => !/Snoozed until/.test(shownOn(world, card)))
    expect(await whatHappened(world, leadId)).toEqual(['received', 'scored', 'snoozed', 'woken'])
  })

  test('a snooze is ended early from the menu, once, and the thread says by whom', async (context) => {
    const { world, card, click } = await withCard(context)
    const opened = await (await click(RILEY, 'Snooze')).view()
    await world.slack.submit({ user: RILEY, viewId: opened.id, values: { offer: { offer: 'hour' } } })
    await world.slack.until(() => /Snoozed until/.test(shownOn(world, card)))
    const seen = { ...(world.slack.message(CHANNEL, card.ts) ?? card) }
    await click(MORGAN, 'End snooze')
    await lineOf(world, card, /^Back from its snooze by <@U0MORGAN>$/)
    await world.slack.until(() => !/Snoozed until/.test(shownOn(world, card)))
    const again = await click(RILEY, 'End snooze', seen)
    expect(await again.ephemeral()).toMatch(/not snoozed any more/)
  })

  test('tomorrow at nine is meant in the time zone of whoever snoozes', async (context) => {
    const { world, card, click, leadId } = await withCard(context)
    const riley = world.slack.state.users.get(RILEY)
    if (!riley) throw new Error('no Riley')
    riley.tz = 'Asia/Tokyo'
    const opened = await (await click(RILEY, 'Snooze')).view()
    await world.slack.submit({ user: RILEY, viewId: opened.id, values: { offer: { offer: 'tomorrow' } } })
    await lineOf(world, card, /^Snoozed until/)
    const { history } = (await world.admin('show', leadId)) as { history: { what: string; until?: Date }[] }
    const snoozed = history.find(({ what }) => what === 'snoozed')
    expect(snoozed?.until?.getUTCHours()).toBe(0)
    expect(snoozed?.until?.getTime()).toBeGreaterThan(Date.now())
  })

  test('a new score stands beside the old one in the history, decides nothing and is sent to nobody', async (context) => {
    const { world, card, click, leadId } = await withCard(context)
    await click(RILEY, 'Approve')
    await world.crm.waitFor(({ body }) => String(body).includes(leadId))
    await click(RILEY, 'Re-score')
    await lineOf(world, card, /^Scored again by <@U0RILEY>: \d+ → \d+$/)
    expect(await whatHappened(world, leadId)).toEqual(['received', 'scored', 'approved', 'rescored'])
    expect(world.crm.received).toHaveLength(1)
  })

  test('the history modal tells who did what', async (context) => {
    const { world, click, card } = await withCard(context)
    await click(RILEY, 'Claim')
    await lineOf(world, card, /Claimed/)
    await (await click(MORGAN, 'History')).view()
    await world.slack.until(() => /Claimed · Riley Chen/.test(JSON.stringify(world.slack.modal(MORGAN)?.blocks)))
  })

  test('a click on an older card works, and is told what others had done since', async (context) => {
    const { world, click, card } = await withCard(context)
    const old = structuredClone(card)
    await click(MORGAN, 'Claim')
    await lineOf(world, card, /Claimed/)
    const late = await click(RILEY, 'Approve', old)
    expect(await late.ephemeral()).toMatch(/Since the card that you clicked: Claimed by <@U0MORGAN>/)
    await world.slack.until(() => /Approved by <@U0RILEY>/.test(shownOn(world, card)))
  })

  test('what several people do at once is told in order, with nothing twice and nothing broadcast', async (context) => {
    const { world, click, card } = await withCard(context)
    for (const text of ['Claim', 'Approve', 'Reopen', 'Approve']) {
      await click(RILEY, text, await cardWith(world, card, text))
    }
    await lineOf(world, card, /Approved.*$/)
    const told = await world.slack.until(() => {
      const lines = world.slack.messages(CHANNEL, card.ts).filter(({ text }) => !text.startsWith('crm:'))
      const all = lines.map(({ text }) => text).join(' · ')
      return all.split('Approved').length === 3 ? { lines, all } : undefined
    })
    expect(told.all.split(' · ').map((row) => row.split(' ')[0])).toEqual([
      'Claimed',
      'Approved',
      'Reopened',
      'Approved',
    ])
    for (const line of told.lines) expect(line).toMatchObject({ broadcast: false })
    expect(wordsOf(told.lines[0] ?? { blocks: [] })).toContain('"user_id":"U0RILEY"')
  })
})

/** Waits until the card offers that. */
function cardWith(world: World, card: { channel: string; ts: string }, text: string) {
  return world.slack.until(() => {
    const shown = world.slack.message(card.channel, card.ts)
    return shown && JSON.stringify(shown.blocks).includes(`"text":"${text}"`) ? shown : undefined
  })
}
