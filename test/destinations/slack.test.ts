import { afterEach, describe, expect, it, test } from 'vitest'
import type { Mapping } from '../../src/handoff/mapping/index.ts'
import { bodyOf } from '../../src/handoff/owing.ts'
import { type LocalSlackOptions, startLocalSlack } from '../stand-ins/slack/index.ts'
import { createClock } from '../stand-ins/vendor.ts'
import { CHANNEL } from '../support/greenlight.ts'
import { ARRIVED, aDecision, aLead } from '../support/leads.ts'
import { dialogue } from './dialogue.ts'
import { bodyNumber } from './hundred.ts'
import { Sender } from './sender.ts'

const BOT_TOKEN = 'xoxb-of-this-test'
const READING = ['chat:write', 'channels:history']
const LINK = 'https://ours.slack.example/archives/C0OTHER/p1790000000000100'
let stops: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const stop of stops) await stop()
  stops = []
})

async function startSlack(scopes: LocalSlackOptions['scopes'] = READING) {
  const slack = await startLocalSlack({ botToken: BOT_TOKEN, signingSecret: 'secret', limits: false, scopes })
  const sender = (settings: Record<string, string> = {}, mapping: Mapping | null = null, token = BOT_TOKEN) => {
    const destination = { kind: 'slack', url: slack.apiUrl, settings: { channel: CHANNEL, ...settings }, mapping }
    const made = new Sender({ destination, token }, createClock())
    stops.unshift(() => made.courier.close())
    return made
  }
  stops.push(() => slack.close())
  const texts = () => slack.messages(CHANNEL).map(({ blocks }) => JSON.stringify(blocks))
  return { slack, sender, texts }
}

const lead = aLead({ name: '<!channel> *Jane* :tada:', state: 'approved', version: 1, decision: aDecision() })
const what = { event: 'lead.qualified', version: 1, id: 'ho_A1B2C3', at: ARRIVED } as const
const body = bodyOf(lead, what, { slack_thread: LINK })

it('a message says who, why and where, and parses nothing of it', async () => {
  const { slack, sender } = await startSlack()
  const fate = await sender().try(body)
  const [message] = slack.messages(CHANNEL)
  const elements = [
    { type: 'text', text: 'Approved by Sam Field: <!channel> *Jane* :tada:, Acme (score 92)', style: { bold: true } },
    { type: 'text', text: '\njane@acme.example, +1 415 555 0134' },
    { type: 'text', text: `\n${body.summary}` },
    { type: 'text', text: '\n' },
    { type: 'link', url: LINK, text: 'Open the lead' },
  ]
  expect(message).toMatchObject({
    text: 'Approved by Sam Field: &lt;!channel&gt; *Jane* :tada:, Acme (score 92)',
    blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }],
    metadata: { event_payload: { handoff_id: 'ho_A1B2C3' } },
  })
  const link = `https://ours.slack.example/archives/${CHANNEL}/p${message?.ts.replace('.', '')}`
  expect(fate).toEqual({ class: 'delivered', error: null, hint: null, remote: { id: message?.ts, link } })
})

it('a mapping may say something else, line by line', async () => {
  const { sender, texts } = await startSlack()
  await sender({}, { $template: 'Won: {{company}}\nfor {{endpoint.name}}' }).try(body)
  expect(texts()[0]).toContain('"Won: Acme"')
  expect(texts()[0]).toContain('"\\nfor Website"')
  const fate = await sender({}, { text: 'hello' }).try(body)
  expect(fate).toMatchObject({ class: 'permanent', error: 'nothing was sent' })
})

describe('a message whose posting was not answered', () => {
  it('is found by its handoff, and not posted again', async () => {
    const { slack, sender, texts } = await startSlack()
    const one = sender()
    slack.fail('chat.postMessage', { dropAfter: true })
    expect(await one.try(body)).toMatchObject({ class: 'transient' })
    await sender().try({ ...body, handoff_id: 'ho_OTHER' })
    expect(await one.try(body)).toMatchObject({ class: 'delivered', remote: { id: slack.messages(CHANNEL)[0]?.ts } })
    expect(texts()).toHaveLength(2)
  })

  it('and that is not there is posted as if for the first time', async () => {
    const { slack, sender, texts } = await startSlack()
    const one = sender()
    slack.fail('chat.postMessage', { status: 503 })
    await one.try(body)
    await one.try(body)
    expect(texts()).toHaveLength(1)
    expect(texts()[0]).not.toContain('twice')
  })

  it('says that it may be there twice where the app may not read the channel', async () => {
    const { slack, sender, texts } = await startSlack(['chat:write'])
    const one = sender()
    slack.fail('chat.postMessage', { dropAfter: true })
    await one.try(body)
    expect(await one.try(body)).toMatchObject({ class: 'delivered' })
    expect(texts().map((text) => text.includes('This may be here twice'))).toEqual([false, true])
  })

  it('is not looked for after a refusal', async () => {
    const { slack, sender } = await startSlack()
    const one = sender()
    slack.fail('chat.postMessage', { rateLimited: 7 })
    slack.fail('chat.postMessage', { error: 'is_archived' })
    for (let n = 0; n < 3; n++) await one.try(body)
    expect(slack.calls('conversations.history')).toEqual([])
    expect(slack.messages(CHANNEL)).toHaveLength(1)
  })
})

describe('what Slack refuses is told with what to do', () => {
  test.each([
    ['a channel that it does not know', { channel: 'C0NOWHERE' }, BOT_TOKEN, /invite the app/],
    ['a token that it does not take', {}, 'xoxb-wrong-token', /install the app again/],
  ])('%s', async (_what, settings, token, hint) => {
    const { sender } = await startSlack()
    const fate = await sender(settings, null, token).try(body)
    expect(fate).toMatchObject({ class: 'misconfigured', hint: expect.stringMatching(hint) })
  })

  test.each([
    [
      { ok: false, error: 'not_in_channel' },
      { class: 'misconfigured', error: 'Slack said not_in_channel' },
    ],
    [{ ok: false, error: 'internal_error' }, { class: 'transient' }],
    [{ ok: false, error: 'ratelimited' }, { class: 'transient' }],
    [{ ok: false, error: 'team_added_to_org' }, { class: 'transient' }],
    [{ ok: false, error: 'no_permission' }, { class: 'misconfigured' }],
    [
      { ok: false, error: 'constructor' },
      { class: 'permanent', error: 'Slack said constructor' },
    ],
    [{ ok: false }, { class: 'permanent' }],
    ['<html>', { class: 'misconfigured' }],
  ])('%j is %j', (answer, fate) => {
    const scene = { destination: { kind: 'slack', settings: { channel: CHANNEL } }, body, token: BOT_TOKEN }
    expect(dialogue(scene, [{ status: 200, body: answer }]).fate).toMatchObject(fate)
  })

  it('a workspace without a token is sent nothing', () => {
    const scene = { destination: { kind: 'slack', settings: { channel: CHANNEL } }, body: bodyNumber(1) }
    expect(dialogue(scene, [])).toMatchObject({ asks: [], fate: { class: 'misconfigured' } })
  })
})
