import { z } from 'zod'
import { type Answers, classify } from '../handoff/classify.ts'
import type { AttemptClass } from '../handoff/handoff.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'
import { beginning, gistOf, line } from './gist.ts'
import { type Delivery, type Fate, type Kind, type Step, send, type Work } from './kind.ts'
import { begunAt, make } from './making.ts'
import { readAs } from './read-as.ts'
import { baseUrl, below, jsonIn, nothingSent, required } from './vendor.ts'

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

const ANSWERS: Answers = {
  401: { class: 'misconfigured', hint: 'Twilio does not accept account_sid and auth_token; --set them anew' },
  403: { class: 'misconfigured', hint: 'this Twilio account may not send; look at its status in the console' },
  404: { class: 'misconfigured', hint: 'Twilio knows no such account; check account_sid' },
  429: { class: 'transient', hint: 'Twilio limits how often it may be called' },
}

/** https://www.twilio.com/docs/api/errors: what can be mended here or in Twilio's console is named. */
const CODES: Record<number, { class: AttemptClass; hint: string }> = {
  20003: { class: 'misconfigured', hint: 'Twilio does not accept account_sid and auth_token; --set them anew' },
  21211: { class: 'permanent', hint: '`to` is no phone number; --set to=+… with the country code' },
  21212: { class: 'permanent', hint: '`from` is no number that can send; --set from=…' },
  21408: {
    class: 'permanent',
    hint: "SMS to the country of `to` are switched off; allow it in the console's geo permissions",
  },
  21603: { class: 'permanent', hint: '`from` is missing or wrong; --set from=…' },
  21606: { class: 'permanent', hint: '`from` is no number of this account that can send SMS; --set from=…' },
  21608: {
    class: 'permanent',
    hint: 'a trial account sends to verified numbers only: verify `to` in the console, or upgrade',
  },
  21610: { class: 'permanent', hint: 'whoever has `to` answered STOP; they must send START to `from` first' },
  21612: { class: 'permanent', hint: '`from` cannot reach `to`; choose another number to send from' },
  21614: { class: 'permanent', hint: '`to` is no mobile number; --set to=…' },
  21660: { class: 'permanent', hint: '`from` belongs to another account than account_sid' },
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
  const known = CODES[error_code ?? 0]
  return {
    class: 'permanent',
    error: `Twilio could not send it (${error_code})`,
    hint: known?.hint ?? 'look at the message in the console',
  }
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
  const query = new URLSearchParams({ To: work.setting('to'), PageSize: String(MESSAGES_SEEN) })
  const reply = yield* send({ ...request(work), method: 'GET', url: `${request(work).url}?${query}` })
  if (!isSuccess(reply)) return { fate: refused(reply) }
  const read = readAs(reply, Messages, 'Twilio')
  if ('fate' in read) return read
  return { sid: read.told.messages.find(({ body }) => body.endsWith(reference(work)))?.sid ?? null }
}

function post(work: Work, text: string): OutboundRequest {
  const { url, headers } = request(work)
  const from = work.setting('from')
  const sender = from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from }
  const body = new URLSearchParams({ To: work.setting('to'), ...sender, Body: text }).toString()
  return { method: 'POST', url, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body }
}

function request({ setting }: Work) {
  const login = Buffer.from(`${setting('account_sid')}:${setting('auth_token')}`).toString('base64')
  const url = below(setting('base_url'), '2010-04-01', 'Accounts', setting('account_sid'), 'Messages.json')
  return { url, headers: { authorization: `Basic ${login}` }, body: '' }
}

function sent(sid: string): Fate {
  return { class: 'delivered', error: null, hint: null, remote: { id: sid, link: null } }
}

const Refusal = z.object({ code: z.number() })

/** By Twilio's own code, else by the status. */
function refused(reply: Reply): Fate {
  if (reply.kind === 'failed') return classify(reply)
  const told = Refusal.safeParse(jsonIn(reply)).data
  const known = told && CODES[told.code]
  return classify(reply, known ? { ...ANSWERS, [reply.status]: known } : ANSWERS)
}
