import { basic, bearer, none, querySecret, agentflow as scheme } from '../wire/scheme.ts'
import { HMAC_SETTINGS, hmacOf, secretHeaderOf } from './hmac-settings.ts'
import { toldSample } from './samples.ts'
import type { Source } from './source.ts'
import { toldLead } from './told-lead.ts'

/** Any form, script or automation tool that can send JSON or a form. */
export const generic: Source = {
  name: 'generic',
  scheme,
  otherAuths: {
    signature: hmacOf,
    hmac: hmacOf,
    header: secretHeaderOf,
    bearer: () => bearer,
    basic: () => basic,
    url: () => querySecret,
    none: () => none,
  },
  settings: ['drop', ...HMAC_SETTINGS],
  takes: ['map'],
  accepts: ['json', 'form'],
  forgivesNothing: false,
  read: toldLead,
  sample: toldSample,
}
