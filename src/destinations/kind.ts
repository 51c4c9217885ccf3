import type { Judged } from '../handoff/classify.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Reply } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'

/** A kind of receiver: how a handoff becomes its request, and what its answer means. */
export type Kind = {
  name: string
  /** `body` is the frozen default body as JSON text; the request comes without the destination's own headers and signature, which are added to every kind's. */
  request(body: string, destination: Destination): OutboundRequest
  judge(reply: Reply): Judged
}
