import { isValidSlackRequest, verifySlackRequest } from '@slack/bolt'
import type { ChatPostMessageArguments, WebClient } from '@slack/web-api'
import { afterEach, describe, expect, it } from 'vitest'
import type { LocalSlackOptions } from './slack/index.ts'
import { clientOf, SIGNING_SECRET, startWorkspace, TOKEN } from './slack-harness.ts'

const CARD = [
  { type: 'section', text: { type: 'mrkdwn', text: '*92* Hot' } },
  {
    type: 'actions',
    block_id: 'decide',
    elements: [
      { type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Approve' }, value: 'lead_1' },
      {
        type: 'overflow',
        action_id: 'more',
        options: [{ text: { type: 'plain_text', text: 'Details' }, value: 'details' }],
      },
    ],
  },
]
const MODAL = {
  type: 'modal' as const,
  callback_id: 'reject',
  title: { type: 'plain_text' as const, text: 'Reject' },
  submit: { type: 'plain_text' as const, text: 'Reject' },
  blocks: [
    {
      type: 'input',
      block_id: 'note',
      label: { type: 'plain_text', text: 'Note' },
      element: { type: 'plain_text_input', action_id: 'text', max_length: 10 },
    },
  ],
}

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function slackWith(options: Partial<LocalSlackOptions> = {}) {
  const started = await startWorkspace((_heard, response) => response.end(), options)
  open.push(started.close)
  return started
}

/** A card in #leads and somebody to press its buttons. */
async function postedCard(options: Partial<LocalSlackOptions> = {}) {
  const { slack, client, app } = await slackWith(options)
  const { ts = '' } = await client.chat.postMessage({ channel: 'C0LEADS', text: '92 Hot', blocks: CARD })
  return { slack, client, app, ts, at: { user: 'U0RILEY', channel: 'C0LEADS', ts } }
}

const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error: { data?: { error?: string }; message: string }) => error.data?.error ?? error.message,
  )

describe('the Web API', () => {
  it('knows who calls', async () => {
    const { slack, client } = await slackWith()
    expect(await client.auth.test()).toMatchObject({ ok: true, team_id: 'T0LOCAL', user_id: 'U0GREENLIGHT' })
    expect(await errorOf(clientOf(slack, 'xoxb-wrong').auth.test())).toBe('invalid_auth')
    const bare = await fetch(`${slack.apiUrl}/auth.test`, { method: 'POST' })
    expect(await bare.json()).toMatchObject({ ok: false, error: 'not_authed' })
    slack.revoke('token_revoked')
    expect(await errorOf(client.auth.test())).toBe('token_revoked')
  })

  it('takes JSON as it takes forms', async () => {
    const { slack } = await slackWith()
    const answer = await fetch(`${slack.apiUrl}/chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: 'C0LEADS', text: 'hello', blocks: CARD }),
    })
    expect(await answer.json()).toMatchObject({
      ok: true,
      message: { blocks: [{ type: 'section' }, { block_id: 'decide' }] },
    })
  })

  it('refuses a method it does not have', async () => {
    const { client } = await slackWith()
    expect(await errorOf(client.apiCall('chat.shout'))).toBe('unknown_method')
  })

  it.each([
    ['channel_not_found', { channel: 'C0NOWHERE', text: 'x' }],
    ['channel_not_found', { channel: 'C0BOARD', text: 'x' }],
    ['not_in_channel', { channel: 'C0FINANCE', text: 'x' }],
    ['is_archived', { channel: 'C0ARCHIVE', text: 'x' }],
    ['no_text', { channel: 'C0LEADS', text: '' }],
    ['msg_too_long', { channel: 'C0LEADS', text: 'x'.repeat(40_001) }],
    ['thread_not_found', { channel: 'C0LEADS', text: 'x', thread_ts: '1700000000.000000' }],
  ] satisfies [string, ChatPostMessageArguments][])('answers %s to a post', async (code, args) => {
    const { slack, client } = await slackWith()
    expect(await errorOf(client.chat.postMessage(args))).toBe(code)
    expect(slack.messages(args.channel)).toEqual([])
  })

  it('edits and deletes only what the bot wrote', async () => {
    const { slack, client, ts } = await postedCard()
    const channel = 'C0LEADS'
    await client.chat.update({ channel, ts, text: 'decided', blocks: [] })
    expect(slack.message(channel, ts)).toMatchObject({ text: 'decided', blocks: [] })
    expect(slack.message(channel, ts)?.editedTs).toBeDefined()
    const theirs = await slack.say({ user: 'U0RILEY', channel, text: 'mine' })
    expect(await errorOf(client.chat.update({ channel, ts: theirs.ts, text: 'x' }))).toBe('cant_update_message')
    expect(await errorOf(client.chat.update({ channel, ts, text: 'x'.repeat(4001) }))).toBe('msg_too_long')
    await client.chat.delete({ channel, ts })
    expect(await errorOf(client.chat.update({ channel, ts, text: 'x' }))).toBe('message_not_found')
  })

  it('shows an ephemeral message to a member only', async () => {
    const { slack, client } = await slackWith()
    const post = (user: string) => client.chat.postEphemeral({ channel: 'C0INBOX', user, text: 'psst' })
    await post('U0RILEY')
    expect(slack.ephemerals('U0RILEY').map((one) => one.text)).toEqual(['psst'])
    expect(slack.messages('C0INBOX')).toEqual([])
    expect(await errorOf(post('U0GALE'))).toBe('user_not_in_channel')
  })

  it('pages through people, and lists channels and groups', async () => {
    const { client } = await slackWith()
    const first = await client.users.list({ limit: 4 })
    const second = await client.users.list({ limit: 4, cursor: first.response_metadata?.next_cursor ?? '' })
    expect([...(first.members ?? []), ...(second.members ?? [])].map((user) => user.id)).toContain('U0GREENLIGHT')
    expect((await client.users.info({ user: 'U0ALEX' })).user).toMatchObject({ is_admin: true })
    expect((await client.users.info({ user: 'U0GALE' })).user).toMatchObject({ is_restricted: true })
    const channels = await client.conversations.list({
      types: 'public_channel,private_channel',
      exclude_archived: true,
    })
    expect(channels.channels?.map((channel) => channel.id)).not.toContain('C0BOARD')
    expect((await client.conversations.info({ channel: 'C0PARTNERS' })).channel?.is_ext_shared).toBe(true)
    expect((await client.usergroups.users.list({ usergroup: 'S0SALES' })).users).toEqual(['U0RILEY', 'U0MORGAN'])
    const im = await client.conversations.open({ users: 'U0ALEX' })
    expect((await client.chat.postMessage({ channel: 'U0ALEX', text: 'hi' })).channel).toBe(im.channel?.id)
  })

  it('asks for the scope that is missing', async () => {
    const { client } = await slackWith({ scopes: ['chat:write', 'chat:write.public'] })
    expect(await errorOf(client.usergroups.list())).toBe('missing_scope')
    expect((await client.chat.postMessage({ channel: 'C0FINANCE', text: 'public' })).ok).toBe(true)
  })
})

describe('limits', () => {
  it('slows a channel down to one post a second, and says for how long', async () => {
    let clock = 1_790_000_000_000
    const { client } = await slackWith({ now: () => clock, limits: { postBurst: 2 } })
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' })
    await post('C0LEADS')
    await post('C0LEADS')
    await expect(post('C0LEADS')).rejects.toMatchObject({ retryAfter: 1 })
    await post('C0INBOX')
    clock += 1000
    await post('C0LEADS')
    await expect(post('C0LEADS')).rejects.toMatchObject({ retryAfter: 1 })
  })

  it('counts the calls of a method by its tier', async () => {
    const { client } = await slackWith({ now: () => 1_790_000_000_000 })
    for (let call = 0; call < 20; call++) await client.users.list({})
    await expect(client.users.list({})).rejects.toMatchObject({ retryAfter: 3 })
    expect((await client.users.info({ user: 'U0ALEX' })).ok).toBe(true)
  })

  it('does not take a message whose blocks are wrong or too long', async () => {
    const { slack, client } = await slackWith()
    const post = (blocks: unknown[]) => client.apiCall('chat.postMessage', { channel: 'C0LEADS', text: 'x', blocks })
    const section = (length: number) => ({ type: 'section', text: { type: 'plain_text', text: 'x'.repeat(length) } })
    await expect(post([section(3001)])).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: {
          messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
        },
      },
    })
    expect(await errorOf(post(Array(4).fill(section(3000))))).toBe('no error')
    expect(await errorOf(post([...Array(4).fill(section(3000)), section(1)]))).toBe('msg_blocks_too_long')
    expect(await errorOf(post(Array(51).fill({ type: 'divider' })))).toBe('invalid_blocks')
    expect(slack.messages('C0LEADS')).toHaveLength(1)
  })
})

describe('what it sends', () => {
  it('is signed so that Bolt takes it', async () => {
    const { app, slack, at } = await postedCard()
    await slack.click({ ...at, text: 'Approve' })
    await slack.command({ user: 'U0RILEY', channel: 'C0LEADS', text: '/leads help' })
    await slack.openHome('U0RILEY')
    expect(app.heard).toHaveLength(3)
    for (const { headers, body } of app.heard) {
      const signed = {
        'x-slack-signature': String(headers['x-slack-signature']),
        'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
      }
      verifySlackRequest({ signingSecret: SIGNING_SECRET, body, headers: signed })
      expect(isValidSlackRequest({ signingSecret: 'another', body, headers: signed })).toBe(false)
      expect(isValidSlackRequest({ signingSecret: SIGNING_SECRET, body: `${body} `, headers: signed })).toBe(false)
    }
  })

  it('carries what a click carries', async () => {
    const { app, slack, at, ts } = await postedCard()
    expect(await slack.click({ ...at, text: 'Approve' })).toMatchObject({ status: 200, warning: undefined })
    expect(app.heard[0]?.payload).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0RILEY', team_id: 'T0LOCAL' },
      team: { id: 'T0LOCAL' },
      channel: { id: 'C0LEADS', name: 'leads' },
      container: { type: 'message', message_ts: ts, channel_id: 'C0LEADS', is_ephemeral: false },
      message: { ts, text: '92 Hot', bot_id: 'B0GREENLIGHT' },
      actions: [{ type: 'button', action_id: 'approve', block_id: 'decide', value: 'lead_1' }],
    })
    await slack.click({ ...at, text: 'Details' })
    expect(app.heard[1]?.payload).toMatchObject({
      actions: [{ action_id: 'more', selected_option: { value: 'details' } }],
    })
  })

  it('warns a person whose click was refused or not answered in time', async () => {
    const { app, slack, at } = await postedCard({ ackTimeoutMs: 50 })
    app.answer = (_heard, response) => response.writeHead(500).end()
    expect((await slack.click({ ...at, text: 'Approve' })).warning).toBe('This app responded with Status Code 500.')
    app.answer = () => {}
    expect((await slack.click({ ...at, text: 'Approve' })).warning).toContain('Operation timed out')
    expect((await slack.command({ ...at, text: '/leads help' })).warning).toContain('operation_timeout')
  })

  it('repeats an event until it is taken, and no more when told so', async () => {
    const { app, slack } = await postedCard({ eventRetryDelaysMs: [0, 0, 0] })
    app.answer = ({ headers }, response) => response.writeHead(headers['x-slack-retry-num'] === '2' ? 200 : 500).end()
    const sent = await slack.sendEvent({ type: 'tokens_revoked', tokens: { bot: ['U0GREENLIGHT'] } })
    expect(await sent.delivered).toBe(true)
    expect(app.heard.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2'])
    expect(app.heard.map(({ payload }) => payload.event_id)).toEqual(Array(3).fill(sent.eventId))
    app.answer = (_heard, response) => response.writeHead(500, { 'x-slack-no-retry': '1' }).end()
    expect(await (await slack.sendEvent({ type: 'app_uninstalled' })).delivered).toBe(false)
    expect(app.heard).toHaveLength(4)
  })

  it('gives a response_url that works five times', async () => {
    const { app, slack, at } = await postedCard()
    const shown = await slack.click({ ...at, text: 'Approve' })
    const url = String(app.heard[0]?.payload.response_url)
    const post = (body: object) =>
      fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    expect((await post({ text: 'only you' })).status).toBe(200)
    expect(await shown.ephemeral()).toBe('only you')
    expect((await post({ replace_original: true, text: 'replaced' })).status).toBe(200)
    expect(slack.message('C0LEADS', at.ts)?.text).toBe('replaced')
    await post({ response_type: 'in_channel', text: 'all' })
    expect(slack.messages('C0LEADS').at(-1)?.text).toBe('all')
    await post({ text: '4' })
    await post({ delete_original: true })
    expect(slack.message('C0LEADS', at.ts)).toBeUndefined()
    expect((await post({ text: '6' })).status).toBe(404)
  })
})

describe('modals', () => {
  it('open with a trigger once, within three seconds', async () => {
    let clock = 1_790_000_000_000
    const { app, slack, client, at } = await postedCard({ now: () => clock })
    await slack.click({ ...at, text: 'Approve' })
    const trigger_id = String(app.heard[0]?.payload.trigger_id)
    await client.views.open({ trigger_id, view: MODAL })
    expect(await errorOf(client.views.open({ trigger_id, view: MODAL }))).toBe('exchanged_trigger_id')
    await slack.click({ ...at, text: 'Approve' })
    clock += 3001
    const late = String(app.heard[1]?.payload.trigger_id)
    expect(await errorOf(client.views.open({ trigger_id: late, view: MODAL }))).toBe('expired_trigger_id')
    expect(await errorOf(client.views.open({ trigger_id: 'x', view: MODAL }))).toBe('invalid_trigger_id')
  })

  async function opened() {
    const card = await postedCard()
    const shown = await card.slack.click({ ...card.at, text: 'Approve' })
    await card.client.views.open({ trigger_id: String(card.app.heard[0]?.payload.trigger_id), view: MODAL })
    const view = await shown.view()
    return { ...card, view, form: { user: 'U0RILEY', viewId: view.id } }
  }

  it('are refused when their parts are too long or the submit button is missing', async () => {
    const { app, slack, client, at } = await postedCard()
    await slack.click({ ...at, text: 'Approve' })
    const trigger_id = String(app.heard[0]?.payload.trigger_id)
    const { submit: _submit, ...mute } = MODAL
    expect(await errorOf(client.views.open({ trigger_id, view: mute }))).toBe('invalid_arguments')
    const long = { ...MODAL, title: { type: 'plain_text' as const, text: 'x'.repeat(25) } }
    expect(await errorOf(client.views.open({ trigger_id, view: long }))).toBe('invalid_arguments')
    expect(slack.modal('U0RILEY')).toBeUndefined()
  })

  it('are not sent while Slack itself finds a field wrong', async () => {
    const { app, slack, form } = await opened()
    expect((await slack.submit(form)).errors).toEqual({ note: 'Please complete this required field.' })
    const tooLong = await slack.submit({ ...form, values: { note: { text: 'far too long' } } })
    expect(tooLong.errors).toEqual({ note: 'Must be at most 10 characters.' })
    expect(app.heard).toHaveLength(1)
  })

  it('show the errors that the app answers, keep open, and close when it is content', async () => {
    const { app, slack, form } = await opened()
    const values = { note: { text: { value: 'spam' } } }
    const refused = { response_action: 'errors', errors: { note: 'Say more' } }
    app.answer = (_heard, response) => response.end(JSON.stringify(refused))
    expect((await slack.submit({ ...form, values })).errors).toEqual({ note: 'Say more' })
    expect(slack.modal('U0RILEY')).toBeDefined()
    app.answer = (_heard, response) => response.end()
    expect(await slack.submit({ ...form, values })).toMatchObject({ status: 200, errors: {}, warning: undefined })
    expect(slack.modal('U0RILEY')).toBeUndefined()
    expect(app.heard.at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      view: {
        callback_id: 'reject',
        state: { values: { note: { text: { type: 'plain_text_input', value: 'spam' } } } },
      },
    })
  })

  it('are updated by id, unless somebody else was faster', async () => {
    const { client, view } = await opened()
    const update = (hash: string) => client.views.update({ view_id: view.id, hash, view: MODAL })
    const seen = view.hash
    expect((await update(seen)).view?.hash).not.toBe(seen)
    expect(await errorOf(update(seen))).toBe('hash_conflict')
    expect(await errorOf(client.views.update({ view_id: 'V0GONE', view: MODAL }))).toBe('not_found')
  })

  it('and the Home tab are published for a person', async () => {
    const { slack, client } = await postedCard()
    const home = await slack.openHome('U0ALEX')
    await client.views.publish({ user_id: 'U0ALEX', view: { type: 'home', blocks: [{ type: 'divider' }] } })
    expect(await home.view()).toMatchObject({ type: 'home', user: 'U0ALEX', blocks: [{ type: 'divider' }] })
  })
})

describe('what goes wrong on purpose', () => {
  const post = (client: WebClient) => client.chat.postMessage({ channel: 'C0LEADS', text: 'x' })

  it('is an HTTP status, an error code or a rate limit, as often as asked', async () => {
    const { slack, client } = await slackWith()
    slack.fail('chat.postMessage', { status: 500 }, 2)
    await expect(post(client)).rejects.toMatchObject({ statusCode: 500 })
    await expect(post(client)).rejects.toMatchObject({ statusCode: 500 })
    slack.fail('chat.postMessage', { error: 'fatal_error' })
    expect(await errorOf(post(client))).toBe('fatal_error')
    slack.fail('*', { rateLimited: 7 })
    await expect(post(client)).rejects.toMatchObject({ retryAfter: 7 })
    expect(slack.messages('C0LEADS')).toEqual([])
    expect((await post(client)).ok).toBe(true)
    expect(slack.calls('chat.postMessage')).toHaveLength(5)
  })

  it('is an answer that is lost after the work was done', async () => {
    const { slack, client } = await slackWith()
    slack.fail('chat.postMessage', { dropAfter: true })
    await expect(post(client)).rejects.toMatchObject({ cause: expect.anything() })
    expect(slack.messages('C0LEADS')).toHaveLength(1)
  })

  it('is a connection that hangs and is cut, without the work done', async () => {
    const { slack, client } = await slackWith()
    slack.fail('chat.postMessage', { hang: 20 })
    await expect(post(client)).rejects.toThrow()
    expect(slack.messages('C0LEADS')).toEqual([])
  })

  it('is a Slack that is away', async () => {
    const { slack, client } = await slackWith()
    slack.away(true)
    await expect(post(client)).rejects.toMatchObject({ statusCode: 503 })
    slack.away('refuse')
    await expect(post(client)).rejects.toThrow()
    slack.away(false)
    expect((await post(client)).ok).toBe(true)
  })
})
