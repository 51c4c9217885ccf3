import { App } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { LocalSlack, LocalSlackOptions } from './slack/index.ts'
import { type Answer, type Heard, plain, startWorkspace, TOKEN } from './slack-harness.ts'

const RILEY = 'U0RILEY'
const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const taking: Answer = (_heard, response) => response.end()

async function workspace(answer: Answer = taking, options: Partial<LocalSlackOptions> = {}) {
  const started = await startWorkspace(answer, options)
  open.push(started.close)
  return started
}

/** Answers submitted modals with this, and everything else with nothing. */
const answering =
  (type: string, body: object): Answer =>
  ({ payload }, response) =>
    response.end(payload.type === type ? JSON.stringify(body) : '')

const view = (callback_id: string, more: object = {}) => ({
  type: 'modal' as const,
  callback_id,
  title: plain(callback_id),
  submit: plain('OK'),
  blocks: [
    {
      type: 'input',
      block_id: 'who',
      optional: true,
      label: plain('Who'),
      element: { type: 'users_select', action_id: 'pick' },
    },
    { type: 'actions', block_id: 'row', elements: [{ type: 'button', action_id: 'next', text: plain('Next') }] },
  ],
  ...more,
})

async function openModal(slack: LocalSlack, client: WebClient, heard: Heard[], more: object = {}) {
  const shown = await slack.command({ user: RILEY, channel: 'C0LEADS', text: '/leads new' })
  await client.views.open({ trigger_id: heard.at(-1)?.payload.trigger_id ?? '', view: view('first', more) })
  return shown.view()
}

describe('a slash command', () => {
  it('names people and channels to its app by their ids', async () => {
    const { slack, heard } = await workspace()
    const text = '/leads x @Morgan --channel=#leads a@riley @nobody #1'
    await slack.command({ user: RILEY, channel: 'C0LEADS', text })
    expect(heard.at(-1)?.payload).toMatchObject({
      text: 'x <@U0MORGAN|morgan> --channel=<#C0LEADS|leads> a@riley @nobody #1',
    })
  })

  it('shows the words that its acknowledgement carries', async () => {
    const { slack, heard } = await workspace((_heard, response) => response.end('Hello'))
    const shown = await slack.command({ user: RILEY, channel: 'C0LEADS', text: '/leads find  Jane Doe ' })
    expect(shown.ephemerals()).toEqual(['Hello'])
    expect(heard[0]?.payload).toMatchObject({
      command: '/leads',
      text: 'find  Jane Doe',
      channel_name: 'leads',
      user_id: RILEY,
    })
  })

  it('that nobody registered is not sent', async () => {
    const { slack, heard } = await workspace()
    const shown = await slack.command({ user: RILEY, channel: 'C0LEADS', text: '/nope' })
    expect(shown.warning).toBe('/nope is not a valid command.')
    expect(heard).toEqual([])
  })
})

describe('a modal', () => {
  it('is followed by the one that its app pushes, and closes back to the first', async () => {
    const pushed = { response_action: 'push', view: view('second') }
    const { slack, client, heard } = await workspace(answering('view_submission', pushed))
    const first = await openModal(slack, client, heard)
    expect(await slack.submit({ user: RILEY, viewId: first.id })).toMatchObject({ status: 200, warning: undefined })
    const second = slack.modal(RILEY)
    expect(second).toMatchObject({ rootId: first.id, previousId: first.id, definition: { callback_id: 'second' } })
    await slack.closeView({ user: RILEY, viewId: second?.id ?? '' })
    expect(slack.modal(RILEY)?.id).toBe(first.id)
  })

  it('stacks three deep and no deeper', async () => {
    const { slack, client, heard } = await workspace()
    await openModal(slack, client, heard)
    const push = async () => {
      await slack.click({ user: RILEY, viewId: slack.modal(RILEY)?.id ?? '', text: 'Next' })
      return client.views.push({ trigger_id: heard.at(-1)?.payload.trigger_id ?? '', view: view('more') })
    }
    await push()
    await push()
    await expect(push()).rejects.toMatchObject({ data: { error: 'push_limit_reached' } })
  })

  it('tells its app that it was closed, when the app asked to know', async () => {
    const { slack, client, heard } = await workspace()
    const shown = await openModal(slack, client, heard, { notify_on_close: true })
    await slack.closeView({ user: RILEY, viewId: shown.id })
    expect(heard.at(-1)?.payload).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: shown.id } })
  })

  it.each([
    ['errors at a block that is not there', { response_action: 'errors', errors: { nowhere: 'x' } }],
    ['errors at a block that takes no input', { response_action: 'errors', errors: { row: 'x' } }],
    ['a view that Slack refuses', { response_action: 'update', view: { type: 'modal' } }],
    ['an action that does not exist', { response_action: 'explode' }],
  ])('stays, with a warning, when its app answers %s', async (_what, answer) => {
    const { slack, client, heard } = await workspace(answering('view_submission', answer))
    const { id } = await openModal(slack, client, heard)
    const shown = await slack.submit({ user: RILEY, viewId: id })
    expect(shown).toMatchObject({ warning: 'We had some trouble connecting. Try again?', errors: {} })
    expect(slack.modal(RILEY)?.id).toBe(id)
  })

  it('carries what stands in its inputs with a click inside it', async () => {
    const { slack, client, heard } = await workspace()
    const { id } = await openModal(slack, client, heard)
    await slack.click({ user: RILEY, viewId: id, text: 'Next', values: { who: { pick: 'U0ALEX' } } })
    expect(heard.at(-1)?.payload).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: id },
      view: { state: { values: { who: { pick: { type: 'users_select', selected_user: 'U0ALEX' } } } } },
    })
  })

  it('asks its app for suggestions while a person types', async () => {
    const options = [{ text: plain('Jane'), value: 'jane' }]
    const { slack, client, heard } = await workspace(answering('block_suggestion', { options }))
    const element = { type: 'external_select', action_id: 'lead' }
    const { id } = await openModal(slack, client, heard, {
      blocks: [{ type: 'input', block_id: 'b', label: plain('Lead'), element }],
    })
    expect(await slack.suggest({ user: RILEY, viewId: id, actionId: 'lead', typed: 'ja' })).toEqual({ options })
    expect(heard.at(-1)?.payload).toMatchObject({
      type: 'block_suggestion',
      action_id: 'lead',
      block_id: 'b',
      value: 'ja',
    })
  })
})

describe('a message', () => {
  const blocks = [
    {
      type: 'actions',
      block_id: 'row',
      elements: [{ type: 'button', action_id: 'go', text: plain('Go'), value: '1' }],
    },
  ]

  it('that is gone or changed can still be clicked by someone who has not seen that yet', async () => {
    const { slack, client, heard } = await workspace()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0LEADS', text: 'x', blocks })
    const seen = structuredClone(slack.message('C0LEADS', ts))
    await client.chat.delete({ channel: 'C0LEADS', ts })
    await expect(slack.click({ user: RILEY, channel: 'C0LEADS', ts, text: 'Go' })).rejects.toThrow('no message')
    if (seen === undefined) throw new Error('the message was never there')
    await slack.click({ user: RILEY, channel: 'C0LEADS', ts, text: 'Go', seen })
    expect(heard.at(-1)?.payload).toMatchObject({ actions: [{ action_id: 'go', value: '1' }] })
  })

  it('without the button that is meant says which there are', async () => {
    const { slack, client } = await workspace()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0LEADS', text: 'x', blocks })
    await expect(slack.click({ user: RILEY, channel: 'C0LEADS', ts, text: 'Stop' })).rejects.toThrow('there is: Go')
  })

  it('for one person only is clicked without showing its words to the app', async () => {
    const { slack, client, heard } = await workspace()
    const { message_ts: ts = '' } = await client.chat.postEphemeral({
      channel: 'C0LEADS',
      user: RILEY,
      text: 'x',
      blocks,
    })
    await slack.click({ user: RILEY, channel: 'C0LEADS', ts, text: 'Go' })
    expect(heard.at(-1)?.payload).toMatchObject({ container: { is_ephemeral: true, message_ts: ts } })
    expect(heard.at(-1)?.payload).not.toHaveProperty('message')
  })

  it('takes the shortcuts of the app', async () => {
    const { slack, heard } = await workspace()
    const { ts } = await slack.say({ user: RILEY, channel: 'C0LEADS', text: 'Jane called' })
    await slack.messageShortcut({ user: RILEY, channel: 'C0LEADS', ts, callbackId: 'make_lead' })
    await slack.shortcut({ user: RILEY, callbackId: 'new_lead' })
    expect(heard[0]?.payload).toMatchObject({
      type: 'message_action',
      callback_id: 'make_lead',
      message: { text: 'Jane called' },
    })
    expect(heard[1]?.payload).toMatchObject({ type: 'shortcut', callback_id: 'new_lead' })
  })

  it('carries the file that the app uploaded', async () => {
    const { slack, client } = await workspace()
    await client.filesUploadV2({
      channel_id: 'C0LEADS',
      filename: 'leads.csv',
      file: Buffer.from('name\nJane\n'),
      initial_comment: 'Export',
    })
    const message = slack.messages('C0LEADS').at(-1)
    expect(message).toMatchObject({ text: 'Export', files: [expect.any(String)] })
    const file = await fetch(`${slack.url}/files/${message?.files[0]}`)
    expect(await file.text()).toBe('name\nJane\n')
  })
})

describe('the page', () => {
  const act = async (slack: LocalSlack, args: object) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${slack.url}/page/act`, { method: 'POST', headers, body: JSON.stringify(args) })
    return response.json()
  }

  it('comes with its script and style, and loads nothing from elsewhere', async () => {
    const { slack } = await workspace()
    const page = await fetch(`${slack.url}/archives/C0LEADS/p1790000000000000`)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    for (const file of ['/page/page.js', '/page/page.css']) {
      expect(await page.clone().text()).toContain(file)
      expect((await fetch(slack.url + file)).status).toBe(200)
    }
  })

  it('shows each person what they may see, as it happens', async () => {
    const { slack, client } = await workspace()
    const leave = new AbortController()
    const stream = await fetch(`${slack.url}/page/stream?user=U0GALE`, { signal: leave.signal })
    const reader = stream.body?.getReader()
    const next = async () => new TextDecoder().decode((await reader?.read())?.value)
    expect(await next()).toContain('"me":"U0GALE"')
    await client.chat.postMessage({ channel: 'C0INBOX', text: 'not for guests' })
    await client.chat.postEphemeral({ channel: 'C0LEADS', user: RILEY, text: 'not for others' })
    await client.chat.postMessage({ channel: 'C0LEADS', text: 'for all' })
    let seen = await next()
    while (!seen.includes('for all')) seen = await next()
    expect(seen).not.toContain('not for')
    leave.abort()
  })

  it('does what a person does', async () => {
    const { slack, heard } = await workspace((_heard, response) => response.writeHead(500).end())
    expect(await act(slack, { act: 'say', user: RILEY, channel: 'C0LEADS', text: 'hello' })).toEqual({})
    expect(slack.messages('C0LEADS').at(-1)?.text).toBe('hello')
    const told = await act(slack, { act: 'command', user: RILEY, channel: 'C0LEADS', text: '/leads help' })
    expect(told).toMatchObject({ status: 500, warning: '/leads failed with the error "dispatch_failed"' })
    expect(heard).toHaveLength(1)
    expect(await act(slack, { act: 'dance', user: RILEY })).toEqual({ warning: 'nobody can do dance' })
  })
})

describe('Socket Mode', () => {
  it('carries clicks, commands and events over a WebSocket, both ways', async () => {
    const { slack, client, heard } = await workspace(undefined, { appToken: 'xapp-test' })
    const app = new App({
      token: TOKEN,
      appToken: 'xapp-test',
      socketMode: true,
      clientOptions: { slackApiUrl: `${slack.apiUrl}/` },
    })
    const opened: string[] = []
    app.command('/leads', ({ ack, command }) => ack(`You typed ${command.text}`))
    app.event('app_home_opened', async ({ event }) => void opened.push(event.user))
    app.action('go', ({ ack }) => ack())
    await app.start()
    open.unshift(() => app.stop())
    const shown = await slack.command({ user: RILEY, channel: 'C0LEADS', text: `/leads ${'long '.repeat(500)}` })
    expect(shown.ephemerals()[0]).toHaveLength('You typed '.length + 2499)
    await slack.openHome(RILEY)
    await vi.waitFor(() => expect(opened).toEqual([RILEY]))
    const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go') }] }]
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0LEADS', text: 'x', blocks })
    expect(await slack.click({ user: RILEY, channel: 'C0LEADS', ts, text: 'Go' })).toMatchObject({ status: 200 })
    expect(heard).toEqual([])
  })
})
