import { classify } from '../handoff/classify.ts'
import type { Reply } from '../wire/reply.ts'
import { type Delivery, type Fate, type Step, send, type Work } from './kind.ts'

/** Posts a JSON text to the destination's own URL. */
export function* post({ destination: { url } }: Work, body: string, headers: Record<string, string> = {}): Step<Reply> {
  return yield* send({ method: 'POST', url, headers: { 'content-type': 'application/json', ...headers }, body })
}

/** Posts the default body exactly as it was frozen, or what a mapping makes of it. */
export function postMapped(work: Work): ReturnType<typeof post> {
  return post(work, work.mapped === undefined ? work.text : JSON.stringify(work.mapped))
}

/** Posts a format of its own, or what a mapping makes in its place; any 2xx is delivered. */
export function* postFormat(work: Work, format: object, headers?: Record<string, string>): Delivery {
  return classify(yield* post(work, JSON.stringify(work.mapped ?? format), headers))
}

/** An event that a format has no words for. */
export function unspeakable({ handoff: { event } }: Work, format: string, knows: string): Fate {
  return { class: 'skipped', hint: `${format} has no words for ${event}; it is told of ${knows}` }
}
