import { classify } from '../handoff/classify.ts'
import type { Delivery, Kind, Work } from './kind.ts'
import { post } from './post.ts'
import { told } from './told.ts'

/** The envelope that the Standard Webhooks specification recommends, around the default body or what a mapping makes of it. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export const standardWebhooks: Kind = {
  name: 'standard-webhooks',
  settings: {},
  baseUrl: null,
  isSigned: true,
  deliver,
}

function* deliver(work: Work): Delivery {
  const { handoff, mapped = work.body() } = work
  const body = { type: handoff.event, timestamp: told(work).occurred_at, data: mapped }
  return classify(yield* post(work, JSON.stringify(body)))
}
