import { createHmac } from 'node:crypto'
import { postLead } from '../../scripts/post-lead.ts'

/** What a call was answered. */
type Answered = { status: number; body: Record<string, unknown> }
/** Where a sender sends to, and what proves that it is one. */
export type SenderEndpoint = { url: string; secret: string }

/** Posts what is JSON unless a header says otherwise, and reads the answer. */
export async function post(url: string, headers: Record<string, string>, body: string): Promise<Answered> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  const answer: unknown = await response.json()
  return { status: response.status, body: Object.fromEntries(Object.entries(answer ?? {})) }
}

/** As the native sender sends. */
export async function agentflowSends(endpoint: SenderEndpoint, lead: object): Promise<Answered> {
  const { status, body } = await postLead(endpoint, lead)
  return { status, body: Object.fromEntries(Object.entries(body ?? {})) }
}

/** As LeadFloAgent sends. */
export function leadfloSends({ url, secret }: SenderEndpoint, payload: object): Promise<Answered> {
  return post(url, { 'x-webhook-secret': secret }, JSON.stringify(payload))
}

/** As Zapito sends. */
export function zapitoSends({ url, secret }: SenderEndpoint, payload: object): Promise<Answered> {
  const body = JSON.stringify(payload)
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return post(url, { 'x-zapito-signature': `sha256=${signature}`, 'x-zapito-event': 'lead.handoff' }, body)
}

/** As CallURL sends. */
export function callurlSends({ url, secret }: SenderEndpoint, payload: object): Promise<Answered> {
  const body = JSON.stringify(payload)
  const ts = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', secret).update(`${ts}.${body}`).digest('hex')
  return post(url, { 'x-callurl-signature': `sha256=${signature}`, 'x-callurl-timestamp': ts }, body)
}

export function visitorCreated(id: string): object {
  const visitor = { id, name: 'Maya Chen', email: `${id}@example.org`, qualityScore: 80, urgencyScore: 65 }
  return { event: 'visitor_created', timestamp: '2026-03-02T09:30:00Z', websiteId: 'web_1', data: { visitor } }
}

export function conversationEnded(visitorId: string, conversationId = `conv_of_${visitorId}`): object {
  const data = { conversationId, visitorId, leadCaptured: true, messageCount: 14, durationSeconds: 320 }
  return { event: 'conversation_ended', timestamp: '2026-03-02T09:36:00Z', websiteId: 'web_1', data }
}

/** A conversation of fourteen messages that waits for a person. */
export function zapitoHandoff(conversation: string, more: { at?: string; reason?: string } = {}): object {
  return {
    event: 'lead.handoff',
    at: '2026-03-02T09:30:00Z',
    reason: 'escalate',
    bot: { id: 'bot_1', name: 'Front desk' },
    conversation: {
      id: conversation,
      channel: 'whatsapp',
      externalId: '+14155550134',
      contactName: 'Jordan Ellis',
      status: 'handoff',
    },
    transcript: Array.from({ length: 14 }, (_, n) => ({
      role: n % 2 ? 'assistant' : 'user',
      content: `Message ${n + 1} about a demo for 200 seats`,
      at: `2026-03-02T09:${10 + n}:00Z`,
    })),
    ...more,
  }
}
