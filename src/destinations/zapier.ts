import { classify } from '../handoff/classify.ts'
import { isObject } from '../handoff/mapping/json.ts'
import { ownWords } from '../handoff/own-words.ts'
import type { Delivery, Kind, Work } from './kind.ts'
import { postMapped } from './post.ts'
import { jsonIn } from './vendor.ts'

/** A catch hook of Zapier's. It answers `{"status": "success"}` as soon as it has taken the body, whatever the zap makes of it later. */
export const zapier: Kind = { name: 'zapier', settings: {}, baseUrl: null, isSigned: true, deliver }

function* deliver(work: Work): Delivery {
  const reply = yield* postMapped(work)
  const judged = classify(reply)
  const told = jsonIn(reply)
  const status = isObject(told) ? told.status : undefined
  if (judged.class !== 'delivered' || typeof status !== 'string' || status === 'success') return judged
  const words = ownWords(reply.kind === 'answered' ? reply.body : '')
  const hint = `Zapier did not take it: its status is “${status}”; check the zap’s trigger and history`
  return { class: 'transient', error: 'answered without success', hint: words ? `${hint}. It said: “${words}”` : hint }
}
