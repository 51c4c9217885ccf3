import { createHmac } from 'node:crypto'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { expect, test } from 'vitest'
import { codeOf, exchange, head, startEdge } from './edge.ts'

const SECRET = 'a-signing-secret'

/** Bolt as it is mounted in the product: its receiver's listener, without a server of its own. */
function boltListener() {
  const receiver = new HTTPReceiver({ signingSecret: SECRET, logLevel: LogLevel.ERROR })
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-test', botId: 'B1', botUserId: 'U2' }),
    convoStore: false,
  })
  app.command('/leads', async ({ ack }) => ack('here they are'))
  return receiver.requestListener
}

async function fromSlack(port: number, body: string, secret: string): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
  })
}

test('Bolt reads, verifies and answers what Slack sends, of any size that it takes itself', async () => {
  const { port } = await startEdge({ slackListener: boltListener(), maxBytes: 100 })
  const command = { command: '/leads', text: 'x'.repeat(2000), team_id: 'T1', user_id: 'U1' }
  const response = await fromSlack(port, new URLSearchParams(command).toString(), SECRET)
  expect([response.status, await response.text()]).toEqual([200, 'here they are'])
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

test('what Slack did not sign is refused by Bolt', async () => {
  const { port } = await startEdge({ slackListener: boltListener() })
  expect((await fromSlack(port, 'command=%2Fleads', 'another')).status).toBe(401)
})

test('other methods and paths never reach Bolt', async () => {
  let reached = 0
  const { port } = await startEdge({ slackListener: () => void reached++ })
  const lines = [
    head('GET', {}, '/slack/events'),
    head('POST', {}, '/slack/install'),
    head('POST', {}, '/slack/events/'),
  ]
  const answers = await exchange(port, lines.join('') + head('PUT', { connection: 'close' }, '/slack/oauth_redirect'))
  expect(answers.map(codeOf)).toEqual(['method_not_allowed', 'method_not_allowed', 'not_found', 'method_not_allowed'])
  const install = await fetch(`http://127.0.0.1:${port}/slack/install`, { method: 'HEAD' })
  expect([install.status, reached]).toEqual([405, 0])
})
