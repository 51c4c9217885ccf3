import { classify } from '../handoff/classify.ts'
import type { Delivery, Kind, Work } from './kind.ts'
import { postMapped } from './post.ts'

/** Any URL that takes an HTTP POST; it gets the default body, or what a mapping makes of it. */
export const webhook: Kind = { name: 'webhook', settings: {}, baseUrl: null, isSigned: true, deliver }

function* deliver(work: Work): Delivery {
  return classify(yield* postMapped(work))
}
