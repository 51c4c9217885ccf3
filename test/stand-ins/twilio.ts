import { type Answer, type Call, Refusal, startVendor, type Vendor } from './vendor.ts'

export const TWILIO = { account: 'AC0123456789abcdef', authToken: 'tw_secret_token', from: '+15005550006' }
const LONGEST_BODY = 1600
const E164 = /^\+[1-9]\d{6,14}$/
const KNOWN = ['To', 'From', 'Body']

type Sms = { sid: string; to: string; from: string; body: string; status: string; date_created: string }

/** An account with one number that can send. https://www.twilio.com/docs/messaging/api/message-resource */
export type Twilio = Vendor & {
  /** Oldest first. */
  readonly messages: Sms[]
  /** Numbers that answered STOP. */
  readonly stopped: Set<string>
  /** On a trial account, the only numbers that may be sent to; null for a paid one. */
  verified: Set<string> | null
}

export async function startTwilio(): Promise<Twilio> {
  const messages: Sms[] = []
  const account = { messages, stopped: new Set<string>(), verified: null as Set<string> | null }
  const vendor = await startVendor((call) => route(call, account))
  return Object.assign(account, vendor)
}

/** What a destination is to be told to text that number through this account. */
export function settingsFor({ url }: Twilio, to: string): Record<string, string> {
  const { account, authToken, from } = TWILIO
  return { base_url: url, account_sid: account, auth_token: authToken, from, to }
}

type Account = Pick<Twilio, 'messages' | 'stopped' | 'verified'>

function refusal(status: number, code: number, message: string): Refusal {
  return new Refusal(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })
}

function route(call: Call, account: Account): Answer {
  const { method, path, headers } = call
  const login = `Basic ${Buffer.from(`${TWILIO.account}:${TWILIO.authToken}`).toString('base64')}`
  if (headers.authorization !== login) throw refusal(401, 20003, 'Authenticate')
  if (path.join('/') !== `2010-04-01/Accounts/${TWILIO.account}/Messages.json`)
    throw refusal(404, 20404, 'The requested resource was not found')
  if (method === 'GET') return list(call, account)
  if (headers['content-type'] !== 'application/x-www-form-urlencoded')
    throw refusal(400, 21602, 'Message body is required.')
  return { status: 201, json: create(new URLSearchParams(call.text), account) }
}

function create(form: URLSearchParams, { messages, stopped, verified }: Account): Sms {
  const [to = '', from = '', body = ''] = KNOWN.map((name) => form.get(name) ?? '')
  const unknown = [...form.keys()].find((name) => !KNOWN.includes(name))
  if (unknown) throw refusal(400, 20001, `Unknown parameter ${unknown}`)
  if (!E164.test(to)) throw refusal(400, 21211, `Invalid 'To' Phone Number: ${to}`)
  if (from !== TWILIO.from)
    throw refusal(400, 21606, `The 'From' phone number provided (${from}) is not a valid message-capable number`)
  if (body === '') throw refusal(400, 21602, 'Message body is required.')
  if (body.length > LONGEST_BODY) throw refusal(400, 21617, 'The concatenated message body exceeds the limit.')
  if (stopped.has(to)) throw refusal(400, 21610, 'Attempt to send to unsubscribed recipient')
  if (verified && !verified.has(to))
    throw refusal(400, 21608, `The number ${to} is unverified. Trial accounts cannot send to unverified numbers`)
  const message = {
    sid: `SM${String(messages.length + 1).padStart(32, '0')}`,
    to,
    from,
    body,
    status: 'queued',
    date_created: new Date().toUTCString(),
    error_code: null,
  }
  messages.push(message)
  return message
}

function list({ query }: Call, { messages }: Account): Answer {
  const to = query.get('To')
  const found = messages.filter((message) => to === null || message.to === to).toReversed()
  const page = found.slice(0, Number(query.get('PageSize') ?? 50))
  return { status: 200, json: { messages: page, page: 0, page_size: page.length, next_page_uri: null } }
}
