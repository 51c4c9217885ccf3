import { classify } from '../handoff/classify.ts'
import { type Delivery, type Kind, send, type Work } from './kind.ts'

/** Any URL that takes an HTTP POST; it gets the default body, or what a mapping makes of it. */
export const webhook: Kind = { name: 'webhook', settings: {}, baseUrl: null, isSigned: true, deliver }

function* deliver({ destination, text, mapped }: Work): Delivery {
  const { url } = destination
  const body = mapped === undefined ? text : JSON.stringify(mapped)
  const reply = yield* send({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body })
  return classify(reply)
}
