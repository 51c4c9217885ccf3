import { type Answers, classify } from '../handoff/classify.ts'
import { isObject } from '../handoff/mapping/json.ts'
import type { Reply } from '../wire/reply.ts'
import type { Outcome, Work } from './kind.ts'
import { jsonIn } from './vendor.ts'

const LATER = { class: 'transient', hint: 'Salesforce is busy with this record' } as const

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
const ANSWERS: Answers = {
  300: {
    class: 'permanent',
    hint: 'several records there have this lead id; merge them in Salesforce, make the field unique, then retry',
  },
  400: {
    class: 'permanent',
    hint: 'Salesforce refused the record: a field is missing, unknown or does not fit; correct the mapping, or the field in Salesforce',
  },
  401: {
    class: 'misconfigured',
    hint: 'Salesforce does not accept the session of the app; check its user and policies',
  },
  403: {
    class: 'misconfigured',
    hint: 'the user that the app runs as may not do this; give it access to the object and its fields',
  },
  404: {
    class: 'misconfigured',
    hint: 'Salesforce does not know this address; check object, external_id_field and api_version',
  },
}

/** What Salesforce says by code, whatever the status. */
const CODES = new Map<string, Answers[number]>([
  ['REQUEST_LIMIT_EXCEEDED', { class: 'transient', hint: 'the API calls of this Salesforce org are used up for now' }],
  ['SERVER_UNAVAILABLE', { class: 'transient', hint: 'Salesforce has trouble of its own' }],
  ['UNABLE_TO_LOCK_ROW', LATER],
  [
    'DUPLICATES_DETECTED',
    {
      class: 'permanent',
      hint: 'a duplicate rule of Salesforce refused the record; let the rule allow it, or merge there, then retry',
    },
  ],
])

/** A refusal in Salesforce's terms. */
export function refused(reply: Reply, { setting }: Work): Outcome {
  if (reply.kind === 'failed') return classify(reply)
  const { code, message } = errorIn(reply)
  // Two first tries at once: the slower one finds the record of the faster.
  const isRace = code === 'DUPLICATE_VALUE' && message.includes(setting('external_id_field'))
  const known = isRace ? LATER : CODES.get(code)
  return classify(reply, known ? { [reply.status]: known } : ANSWERS)
}

/** Salesforce answers a list of errors, of which the first is telling. */
function errorIn(reply: Reply): { code: string; message: string } {
  const told = jsonIn(reply)
  const error = Array.isArray(told) ? told[0] : told
  const { errorCode, message } = isObject(error) ? error : {}
  return {
    code: typeof errorCode === 'string' ? errorCode : '',
    message: typeof message === 'string' ? message : '',
  }
}
