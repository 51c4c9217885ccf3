import { z } from 'zod'
import { type Answers, classify } from '../handoff/classify.ts'
import type { AttemptClass } from '../handoff/handoff.ts'
import type { Reply } from '../wire/reply.ts'
import type { Fate } from './kind.ts'
import { jsonIn } from './vendor.ts'

const QUEUE_FULL = {
  class: 'transient',
  hint: '`from` has as many messages waiting as Twilio keeps; send fewer, or from a messaging service',
} as const
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
  21611: QUEUE_FULL,
  21612: { class: 'permanent', hint: '`from` cannot reach `to`; choose another number to send from' },
  21614: { class: 'permanent', hint: '`to` is no mobile number; --set to=…' },
  21659: { class: 'permanent', hint: '`from` is no number of this account, or none for that country; --set from=…' },
  21660: { class: 'permanent', hint: '`from` belongs to another account than account_sid' },
  30001: QUEUE_FULL,
  63038: { class: 'transient', hint: 'this Twilio account has sent all that it may in a day' },
}

const Refusal = z.object({ code: z.number() })

/** By Twilio's own code, else by the status. */
export function refused(reply: Reply): Fate {
  if (reply.kind === 'failed') return classify(reply)
  const told = Refusal.safeParse(jsonIn(reply)).data
  const known = told && CODES[told.code]
  return classify(reply, known ? { ...ANSWERS, [reply.status]: known } : ANSWERS)
}

/** A message that Twilio took, and then could not send. */
export function unsent(code: number | null): Fate {
  const hint = CODES[code ?? 0]?.hint ?? 'look at the message in the console'
  return { class: 'permanent', error: `Twilio could not send it (${code})`, hint }
}
