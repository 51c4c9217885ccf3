import { type Answers, classify } from '../handoff/classify.ts'
import { ownWords } from '../handoff/own-words.ts'
import type { Delivery, Kind, Work } from './kind.ts'
import { postMapped } from './post.ts'

/** A custom webhook of Make's, which queues what it is sent. https://help.make.com/webhooks */
export const make: Kind = { name: 'make', settings: {}, baseUrl: null, isSigned: true, deliver }

const QUEUE_FULL: Answers = {
  400: { class: 'transient', hint: 'the queue of this Make webhook is full; let its scenario run' },
}

function* deliver(work: Work): Delivery {
  const reply = yield* postMapped(work)
  const isFull = reply.kind === 'answered' && /queue/i.test(ownWords(reply.body) ?? '')
  return classify(reply, isFull ? QUEUE_FULL : {})
}
