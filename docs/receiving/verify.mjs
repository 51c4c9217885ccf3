// Tells whether a handoff really comes from Greenlight. Node 18 or later, no packages.
//
//   const rawBody = Buffer.concat(await request.toArray()) // the bytes as they came; parse them only afterwards
//   if (!verifyAgentFlow(request.headers, rawBody, process.env.GREENLIGHT_SECRET)) return response.writeHead(401).end()

import { createHmac, timingSafeEqual } from 'node:crypto'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const TOLERANCE_S = 300

/** X-AgentFlow-Signature: over "timestamp.body"; the key is the whole text of the secret, `whsec_` included. */
export function verifyAgentFlow(headers, rawBody, secret, now = unixTime()) {
  const timestamp = headers['x-agentflow-timestamp']
  const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest('hex')
  return secret !== '' && isFresh(timestamp, now) && isSame(headers['x-agentflow-signature'], `sha256=${digest}`)
}

/** Standard Webhooks: over "id.timestamp.body"; the key is what the base64 after `whsec_` stands for. */
export function verifyStandardWebhooks(headers, rawBody, secret, now = unixTime()) {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest('base64')
  const isSigned = signatures.split(' ').some((one) => isSame(one, `v1,${digest}`))
  return key.length > 0 && id !== '' && isFresh(timestamp, now) && isSigned
}

function unixTime() {
  return Math.floor(Date.now() / 1000)
}

function isFresh(timestamp, now) {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= TOLERANCE_S
}

/** In constant time; timingSafeEqual throws where the lengths differ. */
function isSame(sent = '', right) {
  const [a, b] = [Buffer.from(sent), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

// To try it out: one JSON case a line on stdin, with the body in base64; true or false on stdout.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { scheme, headers, body, secret, now } = JSON.parse(line)
    const verify = scheme === 'agentflow' ? verifyAgentFlow : verifyStandardWebhooks
    console.log(verify(headers, Buffer.from(body, 'base64'), secret, now))
  }
}
