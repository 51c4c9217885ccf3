import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { seen } from './slack/seen.ts'
import type { Message } from './stand-ins/slack/index.ts'
import { CHANNEL, JORDAN, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { ADMIN, addPeople, cardOf, formBy, RILEY, shownOn } from './support/slack.ts'

const GUEST = 'U0GALE'
const HOUR_MS = 3600 * 1000

let world: SetUpWorld
let url: string
beforeAll(async () => {
  world = await startSetUpWorld({ slack: { limits: false } })
  url = (await world.start()).url
})
afterAll(() => world.stop())

/** Types `/leads …` and answers what Slack then shows only to that person. */
async function typed(text: string, user = ADMIN): Promise<Message> {
  const shown = await world.slack.command({ user, channel: CHANNEL, text: `/leads ${text}` })
  expect(shown).toMatchObject({ status: 200, body: '', warning: undefined })
  await shown.ephemeral()
  const mine = [...world.slack.state.messages.values()].filter(({ onlyFor }) => onlyFor === user)
  const last = mine.at(-1)
  if (!last) throw new Error(`nothing was shown to ${user}`)
  return last
}

const form = (text: string, user = ADMIN) => formBy(world, text, user)

const press = (message: Message, text: string, user = ADMIN) =>
  world.slack.click({ user, channel: CHANNEL, ts: message.ts, text })

/** Waits until a message says this. */
const says = (message: Message, words: RegExp) =>
  world.slack.until(() => {
    const now = world.slack.message(message.channel, message.ts)
    return now && words.test(seen(now.blocks)) && seen(now.blocks)
  }, `${words} in the answer`)

describe('/leads', () => {
  test('finds a lead by the beginning of its name, and what is decided in the answer shows on the card', async () => {
    const leadId = await world.send(url)
    const card = await cardOf(world, leadId)
    const answer = await typed('find jord stack', RILEY)
    expect(seen(answer.blocks)).toMatch(/Jordan Ellis, Stacklane/)
    expect(JSON.stringify(answer.blocks)).toContain(`/archives/${CHANNEL}/p${card.ts.replace('.', '')}`)
    const told = await press(answer, 'Approve', RILEY)
    expect(await told.ephemeral()).toBe('Approved.')
    await world.slack.until(() => /Approved by/.test(shownOn(world, card)))
    const late = await press(answer, 'Approve', RILEY)
    expect(await late.ephemeral()).toMatch(/Already approved by <@U0RILEY>/)
    expect(seen((await typed(`show ${leadId}`, RILEY)).blocks)).toMatch(/Approved by <@U0RILEY>/)
  })

  test('shows a long list page by page, there and back', async () => {
    for (let i = 0; i < 11; i++) await world.admin('new', '--name', `Pager ${i}`, '--company', 'Paging Inc')
    const list = await typed('inbox pending --endpoint web')
    expect(seen(list.blocks).match(/Pager \d+/g)).toHaveLength(10)
    await press(list, 'More')
    await says(list, /Pager 0,/)
    const log = await typed('logs inbound')
    expect(seen(log.blocks)).toMatch(/1 to 10 of \d+/)
    await press(log, 'More')
    await says(log, /11 to \d+ of/)
    await press(log, 'Back')
    await says(log, /1 to 10 of/)
  })

  test('answers what is no verb with the nearest ones, and what is half-typed with its usage', async () => {
    expect(seen((await typed('inbx')).blocks)).toMatch(/no “inbx”.*inbox.*For example: \/leads inbox/s)
    expect(seen((await typed('stats <!channel>')).blocks)).toMatch(/span.*Usage: `\/leads stats \[7d\]`$/s)
    expect(seen((await typed('destination show nope')).blocks)).toMatch(/no destination "nope".*Known ones: crm/)
    expect(seen((await typed('destination show')).blocks)).toMatch(/^Give one name or id\.\nUsage: /)
    expect(seen((await typed('show')).blocks)).toMatch(/`\/leads show lead_…`$/)
    expect(seen((await typed('retry ho_x*y')).blocks)).toMatch(/no handoff ho_x∗y here\. `logs handoffs` lists/)
    expect(seen((await typed('endpoint')).blocks)).toMatch(/“endpoint” goes on with.*add.*edit.*rotate.*remove/s)
    expect(seen((await typed('search jordan')).blocks)).toMatch(/no “search jordan”.*For example: \/leads find/s)
    expect(seen((await typed('')).blocks)).toMatch(/Deliveries.*Destinations/s)
    const unparsed = (await typed('')).blocks.filter(({ type }) => type === 'rich_text')
    expect(seen(unparsed)).toMatch(/destination switch/)
    expect(seen(unparsed)).not.toContain('`')
  })

  test('says what an empty list means', async () => {
    expect(seen((await typed('away')).blocks)).toContain('Nobody is away.')
    expect(seen((await typed('routing show')).blocks)).toMatch(/no rules.*routing add/)
    expect(seen((await typed('find nobodywhoiscalledthat')).blocks)).toContain('No lead is found by that.')
    expect(seen((await typed('inbox review')).blocks)).toContain('No lead is on this list.')
  })

  test('names channels and abbreviations as people do', async () => {
    expect(JSON.stringify((await typed('endpoint list')).blocks)).toContain(`"channel_id":"${CHANNEL}"`)
    expect(seen((await typed('settings')).blocks)).toMatch(/AI budget USD: .*SLA: /s)
    expect(seen((await typed('destination show crm')).blocks)).toMatch(/^ID: .*URL: /ms)
  })

  test('tells with which code every attempt was answered, and people by their names', async () => {
    world.crm.behave({ kind: 'status', status: 422 }, { times: 1 })
    const card = await cardOf(world, await world.send(url, { ...JORDAN, email: 'codes@stacklane.example' }))
    await world.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Approve' })
    const row = async () =>
      ((await world.admin('logs', 'handoffs', '--limit', '1')) as { id: string; state: string }[])[0]
    await vi.waitFor(async () => expect(await row()).toMatchObject({ state: 'parked' }), 20_000)
    await typed(`retry ${(await row())?.id}`)
    await vi.waitFor(async () => expect(await row()).toMatchObject({ state: 'delivered' }), 20_000)
    expect(seen((await typed('logs handoffs')).blocks)).toMatch(/attempts \n422, 200/)
    expect(JSON.stringify((await typed('logs audit')).blocks)).toContain('"user_id":"U0RILEY"')
    const rule = ['--name', 'turns', '--people', 'U0RILEY,U0MORGAN', '--mention', 'S0SALES', '--channel', CHANNEL]
    await world.admin('routing', 'add', ...rule)
    const rules = JSON.stringify((await typed('routing show')).blocks)
    expect(rules).toMatch(/"user_id":"U0RILEY".*"user_id":"U0MORGAN".*"usergroup_id":"S0SALES"/)
    expect(rules).toContain(`"channel_id":"${CHANNEL}"`)
    await world.admin('routing', 'remove', 'turns')
    const stats = seen((await typed('stats')).blocks)
    expect(stats).toMatch(/Median time to decision: \n\d+ s.*approval rate \n100 %/s)
    expect(stats).not.toMatch(/ 0,| –,/)
  })

  test('opens a window before it looks anything up', async () => {
    const [stranger = ''] = addPeople(world, 1)
    const before = world.slack.state.calls.length
    const line = '/leads endpoint add --name second --source agentflow'
    await (await world.slack.command({ user: stranger, channel: CHANNEL, text: line })).view()
    await world.slack.until(() => /Only admins/.test(seen(world.slack.modal(stranger)?.blocks)))
    const methods = world.slack.state.calls.slice(before).map(({ method }) => method)
    expect(methods.filter((one) => /^(views\.open|users\.info)$/.test(one))).toEqual(['views.open', 'users.info'])
  })

  test('keeps what is for admins from others, and everything from guests', async () => {
    expect(seen((await typed('destination remove crm', RILEY)).blocks)).toMatch(
      /Only admins do this.*admins and owners/,
    )
    expect(seen((await typed('help', RILEY)).blocks)).not.toMatch(/destination (add|list|remove)/)
    expect(seen((await typed('inbox', GUEST)).blocks)).toMatch(/Guests/)
    expect(seen((await typed('help', GUEST)).blocks)).toMatch(/Guests/)
    expect(await world.admin('destination', 'list')).toHaveLength(1)
  })

  test('asks before it takes something away; No changes nothing, and the question expires', async () => {
    const line = 'destination disable crm'
    const no = await typed(line)
    expect(seen(no.blocks)).toMatch(/Really \/leads destination disable crm\?/)
    await press(no, 'No')
    await says(no, /Nothing was changed/)
    const stale = await typed(line)
    const value = JSON.stringify({ line, user: ADMIN, until: Date.now() - HOUR_MS })
    const old = structuredClone(stale)
    old.blocks = JSON.parse(JSON.stringify(old.blocks), (key, held) => (key === 'value' ? value : held))
    await world.slack.click({ user: ADMIN, channel: CHANNEL, ts: old.ts, text: 'Yes, do it', seen: old })
    await says(stale, /expired/)
    expect(await world.admin('destination', 'show', 'crm')).toMatchObject({ state: 'on' })
    const yes = await typed(line)
    const other = await world.slack.click({ user: RILEY, channel: CHANNEL, ts: yes.ts, text: 'Yes, do it', seen: yes })
    expect(await other.ephemeral()).toMatch(/Somebody else was asked/)
    await press(yes, 'Yes, do it')
    await says(yes, /disabled/)
    await world.admin('destination', 'resume', 'crm')
  })

  test('asks before it sends a CRM again what that misses, not before it looks', async () => {
    await says(await typed('verify crm'), /Nobody can ask a destination of kind webhook/)
    expect(seen((await typed('verify crm --resend')).blocks)).toMatch(/Really \/leads verify crm --resend\?/)
  })

  test('shows secrets in a window only, and takes none that are typed in the open', async () => {
    const refused = await typed('destination add --name x --url https://x.example --events test --header "Key: s3cret"')
    expect(seen(refused.blocks)).toMatch(/typed in a form only/)
    const question = await typed('destination rotate crm')
    const opened = await (await press(question, 'Yes, do it')).view()
    const secret = await world.slack.until(() => /whsec_[\w+/=]+/.exec(seen(opened.blocks))?.[0])
    await says(question, /in the window/)
    expect(JSON.stringify([...world.slack.state.messages.values()])).not.toContain(secret)
    await world.admin('destination', 'switch', 'crm')
    world.crm.secret(secret)
  })

  test('shows with a new endpoint the whole line that sends a first lead', async () => {
    const line = '/leads endpoint add --name phone --source callurl'
    const opened = await (await world.slack.command({ user: ADMIN, channel: CHANNEL, text: line })).view()
    const words = await world.slack.until(() => /in\/[\w-]{32}/.test(seen(opened.blocks)) && seen(opened.blocks))
    const written = words.split('\n').find((one) => one.startsWith('BODY=')) ?? ''
    const curl = written.replace(/http:\/\/localhost:\d+/, new URL(url).origin)
    expect(await promisify(execFile)('sh', ['-c', curl])).toMatchObject({ stdout: expect.stringMatching(/"received"/) })
    await world.admin('endpoint', 'remove', 'phone')
  })

  test('tells an error of its own under an id', async () => {
    world.slack.fail('views.update', { error: 'fatal_error' })
    const shown = await world.slack.command({ user: ADMIN, channel: CHANNEL, text: '/leads new' })
    const opened = await shown.view()
    await world.slack.until(() => /under [0-9A-Z]{8}\./.test(seen(opened.blocks)))
  })
})

describe('a form', () => {
  const values = (fields: Record<string, string | string[]>) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { [name]: value }]))

  test('makes a lead, once, however often it is submitted', async () => {
    const { id: viewId } = await form('new', RILEY)
    const wrong = await world.slack.submit({
      user: RILEY,
      viewId,
      values: values({ message: 'who?', endpoint: 'web' }),
    })
    expect(wrong.errors).toEqual({ name: 'Give at least a name, an email address or a phone number.' })
    const filled = { user: RILEY, viewId, values: values({ name: 'Nina Formed', endpoint: 'web' }) }
    await Promise.all([world.slack.submit(filled), world.slack.submit(filled)])
    // The channel takes one post a second, and has those of the tests above to come.
    const isPosted = () => world.slack.messages(CHANNEL).some(({ text }) => /Nina Formed/.test(text))
    await world.slack.until(isPosted, 'its card', 30_000)
    const found = await world.admin('find', 'nina', 'formed')
    expect(found).toMatchObject([{ name: 'Nina Formed', endpoint: 'web' }])
  })

  test('adds a destination whose headers nobody sees again, and says at the field what is wrong', async () => {
    const { id: viewId } = await form('destination add')
    const fields = { name: 'second', url: 'http://169.254.169.254/', events: ['lead.qualified'], signing: 'agentflow' }
    const refused = await world.slack.submit({ user: ADMIN, viewId, values: values(fields) })
    expect(refused.errors).toEqual({ url: expect.stringMatching(/./) })
    const good = values({ ...fields, url: `${world.crm.url}/second`, header: 'X-Key: s3cret-value\nX-Two: b' })
    expect(await world.slack.submit({ user: ADMIN, viewId, values: good })).toMatchObject({ errors: {} })
    const view = await world.slack.until(() => world.slack.modal(ADMIN))
    expect(seen(view?.blocks)).toMatch(/whsec_/)
    expect(await world.admin('destination', 'show', 'second')).toMatchObject({
      headers: { 'x-key': '••••alue', 'x-two': '••••' },
    })
    await world.admin('destination', 'remove', 'second')
  })

  test('of an admin is not opened for others', async () => {
    const opened = await form('endpoint add', RILEY)
    expect(seen(opened.blocks)).toMatch(/Only admins do this/)
  })

  test('is filled in from a message, whose author is not the lead', async () => {
    const text = 'Ask <mailto:kim@fjord.example|kim@fjord.example> or call +47 22 12 34 56, they want *a demo*'
    const { ts } = await world.slack.say({ user: RILEY, channel: CHANNEL, text })
    const shown = await world.slack.messageShortcut({ user: RILEY, channel: CHANNEL, ts, callbackId: 'make_lead' })
    const opened = await shown.view()
    await world.slack.until(() => opened.blocks.length > 2)
    const endpoint = values({ endpoint: 'web' })
    expect(await world.slack.submit({ user: RILEY, viewId: opened.id, values: endpoint })).toMatchObject({ errors: {} })
    const [lead] = (await world.admin('find', 'kim@fjord.example')) as { lead_id: string }[]
    const { lead: whole } = (await world.admin('show', lead?.lead_id ?? '')) as { lead: object }
    expect(whole).toMatchObject({
      name: null,
      phone: '+47 22 12 34 56',
      message: expect.stringMatching(/^Ask kim@fjord.example or call/),
      fields: { 'Slack message': expect.stringContaining(`/archives/${CHANNEL}/p${ts.replace('.', '')}`) },
    })
  })

  test('opens from the global shortcut', async () => {
    const shown = await world.slack.shortcut({ user: RILEY, callbackId: 'new_lead' })
    const opened = await shown.view()
    await world.slack.until(() => /Company/.test(seen(opened.blocks)))
  })
})
