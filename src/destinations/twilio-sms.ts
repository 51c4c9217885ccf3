import { z } from 'zod'
import { isSuccess } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'
import { beginning, gistOf, line } from './gist.ts'
import { type Delivery, type Fate, type Kind, type Step, send, type Work } from './kind.ts'
import { begunAt, make } from './making.ts'
import { refused, unsent } from './twilio-refusal.ts'
import { baseUrl, below, nothingSent, readAs, required } from './vendor.ts'

const API = 'https://api.twilio.com'
const LONGEST_SMS = 320
const LONGEST_LINK = 200
/** How far back a message is looked for whose sending was not answered. */
const MESSAGES_SEEN = 40
const REFERENCE_CHARACTERS = 6

/** One SMS per handoff, to one number. https://www.twilio.com/docs/messaging/api/message-resource */
export const twilioSms: Kind = {
  name: 'twilio-sms',
  settings: {
    base_url: baseUrl(API),
    account_sid: required('the account, AC…'),
    auth_token: required('its auth token', true),
    from: required('the number to send from, +1…, or a messaging service, MG…'),
    to: required('the one number to send to, with + and the country code'),
  },
  baseUrl: API,
  isSigned: false,
  deliver,
}

const Sid = z.string().regex(/^\w+$/)
const Message = z.object({ sid: Sid, status: z.string(), error_code: z.number().nullable().catch(null) })
const Messages = z.object({ messages: z.array(z.object({ sid: Sid, body: z.string() })) })

function* deliver(work: Work): Delivery {
  const text = textOf(work)
  if (text === null) return nothingSent('the mapping makes no text, such as {"$template": "{{name}} asks for a call"}')
  const earlier = begunAt(work, 'message') ? yield* search(work) : null
  if (earlier && 'fate' in earlier) return earlier.fate
  if (earlier?.sid) return sent(earlier.sid)
  const reply = yield* make(work, 'message', post(work, text))
  if (!isSuccess(reply)) return refused(reply)
  const read = readAs(reply, Message, 'Twilio')
  if ('fate' in read) return read.fate
  const { sid, status, error_code } = read.told
  if (status !== 'failed') return sent(sid)
  return unsent(error_code)
}

/** The gist, or what a mapping says, and a reference by which the message can be told from any other. */
function textOf(work: Work): string | null {
  const said = work.mapped === undefined ? gistText(work) : work.mapped
  const plain = typeof said === 'string' ? line(said, LONGEST_SMS) : null
  if (plain === null) return null
  const { link } = gistOf(work)
  const tail = [link && link.length <= LONGEST_LINK ? link : null, reference(work)].filter(Boolean).join(' ')
  return `${beginning(plain, LONGEST_SMS - tail.length - 1)} ${tail}`
}

function gistText(work: Work): string {
  const { headline, why, reach } = gistOf(work)
  return [headline, reach, why].filter(Boolean).join('. ')
}

function reference({ handoff }: Work): string {
  return `[${handoff.id.slice(-REFERENCE_CHARACTERS)}]`
}

/** The message that an earlier try may have sent, among the latest to this number. */
function* search(work: Work): Step<{ sid: string | null } | { fate: Fate }> {
  const query = new URLSearchParams({ To: dialled(work.setting('to')), PageSize: String(MESSAGES_SEEN) })
  const reply = yield* send({ ...request(work), method: 'GET', url: `${request(work).url}?${query}` })
  if (!isSuccess(reply)) return { fate: refused(reply) }
  const read = readAs(reply, Messages, 'Twilio')
  if ('fate' in read) return read
  return { sid: read.told.messages.find(({ body }) => body.endsWith(reference(work)))?.sid ?? null }
}

function post(work: Work, text: string): OutboundRequest {
  const { url, headers } = request(work)
  const from = dialled(work.setting('from'))
  const sender = from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from }
  const body = new URLSearchParams({ To: dialled(work.setting('to')), ...sender, Body: text }).toString()
  return { method: 'POST', url, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body }
}

/** Twilio takes digits alone after the plus, however people write their numbers. */
function dialled(number: string): string {
  return number.trim().startsWith('+') ? number.replace(/[\s().-]/g, '') : number.trim()
}

function request({ setting }: Work) {
  const login = Buffer.from(`${setting('account_sid')}:${setting('auth_token')}`).toString('base64')
  const url = below(setting('base_url'), '2010-04-01', 'Accounts', setting('account_sid'), 'Messages.json')
  return { url, headers: { authorization: `Basic ${login}` }, body: '' }
}

function sent(sid: string): Fate {
  return { class: 'delivered', error: null, hint: null, remote: { id: sid, link: null } }
}
