import { standardWebhooks as scheme } from '../wire/scheme.ts'
import { toldSample } from './samples.ts'
import type { Source } from './source.ts'
import { toldLead } from './told-lead.ts'

/** Any sender that follows the Standard Webhooks specification. */
export const standardWebhooks: Source = {
  name: 'standard-webhooks',
  scheme,
  otherAuths: {},
  settings: ['drop'],
  takes: ['map'],
  idHeader: 'webhook-id',
  accepts: ['json'],
  forgivesNothing: false,
  read: toldLead,
  sample: toldSample,
}
