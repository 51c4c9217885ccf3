/** Milliseconds spent in each phase of one request; a phase that was not reached is absent. */
export type Phases = { dns?: number; connect?: number; tls?: number; wait?: number; read?: number; total: number }

/** Why a request got no usable answer. `refused_address` means that we would not connect there. */
export type FailureCause =
  | 'refused_address'
  | 'unknown_host'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'too_large'
  | 'protocol'

/** What the other side did. A refusal, a reset or a timeout is data here, never an exception. */
export type Reply =
  | {
      kind: 'answered'
      status: number
      headers: Readonly<Record<string, string>>
      /** At most the first 64 KiB, decoded as UTF-8; never decompressed. */
      body: string
      /** True when the body was longer, broke off, or was still coming when the time was up. */
      bodyCut: boolean
      phases: Phases
    }
  | { kind: 'failed'; cause: FailureCause; message: string; phases: Phases }

const MAY_HAVE_ARRIVED: ReadonlySet<FailureCause> = new Set(['timeout', 'reset', 'too_large', 'protocol'])
const NOBODY_ANSWERED: readonly number[] = [408, 502, 504]

/** Whether the request may have been acted on all the same: its answer was lost, or a gateway waited for one in vain. */
export function isAnswerLost(reply: Reply): boolean {
  if (reply.kind === 'failed') return MAY_HAVE_ARRIVED.has(reply.cause)
  return NOBODY_ANSWERED.includes(reply.status)
}

/** Whether it was answered with a 2xx. */
export function isSuccess(reply: Reply): boolean {
  return reply.kind === 'answered' && reply.status >= 200 && reply.status < 300
}
