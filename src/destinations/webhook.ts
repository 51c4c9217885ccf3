import { classify } from '../handoff/classify.ts'
import type { Kind } from './kind.ts'

/** Any URL that takes an HTTP POST; it gets the default body. */
export const webhook: Kind = {
  name: 'webhook',
  request: (body, destination) => ({
    method: 'POST',
    url: destination.url,
    headers: { 'content-type': 'application/json' },
    body,
  }),
  judge: classify,
}
