import type { FieldProblem } from '../sources/source.ts'
import { type Answer, type InboundCall, refusal } from './inbound-call.ts'
import type { InboundRow } from './ports.ts'

/** What a call came to: its answer, and what the inbound log says of it. A lead that is new has its row inside itself. */
export type Outcome = Pick<InboundRow, 'outcome' | 'code' | 'leadId'> & { answer: Answer; isLoggedWithLead?: true }

/** What a source adds to its answers. */
export type Says = Readonly<Record<string, string>>

/** 202: a lead is stored, and known by this id. */
export function receivedAs(leadId: string, says: Says): Outcome {
  const answer = { status: 202, body: { ...says, lead_id: leadId, status: 'received' } }
  return { outcome: 'received', code: null, leadId, answer, isLoggedWithLead: true }
}

/** 200: a lead that came before; the log tells where it came with another body. */
export function duplicateOf(leadId: string, sameBody: boolean, says: Says): Outcome {
  const answer = { status: 200, body: { ...says, lead_id: leadId, status: 'duplicate' } }
  return { outcome: 'duplicate', code: sameBody ? null : 'duplicate_differs', leadId, answer }
}

/** 200: news that joined a lead. */
export function updated(leadId: string, says: Says): Outcome {
  const answer = { status: 200, body: { ...says, lead_id: leadId, status: 'updated' } }
  return { outcome: 'received', code: 'updated', leadId, answer }
}

/** Answered alike when it comes again before its lead. */
export function held(outcome: 'received' | 'duplicate'): Outcome {
  return { outcome, code: 'held', leadId: null, answer: { status: 202, body: { status: 'held' } } }
}

/** 200: a test of the sender, which makes no lead. */
export function tested(): Outcome {
  return { outcome: 'ignored', code: 'test', leadId: null, answer: { status: 200, body: { status: 'test' } } }
}

/** 200: nothing that Greenlight is for, and why. */
export function ignored(reason: string): Outcome {
  return {
    outcome: 'ignored',
    code: reason,
    leadId: null,
    answer: { status: 200, body: { status: 'ignored', reason } },
  }
}

/** What is wrong with a call. */
export type Wrong = { status: number; code: string; message: string; fields?: readonly FieldProblem[] }

/** Refused, with every field that is wrong. */
export function rejected({ requestId }: InboundCall, { status, code, message, fields }: Wrong): Outcome {
  return { outcome: 'rejected', code, leadId: null, answer: refusal(status, code, message, requestId, fields) }
}

/** For senders that switch a hook off after errors: refused, in an answer that they take for success. */
export function rejectedGently({ code, fields = [] }: Wrong): Outcome {
  const body = { status: 'rejected', reason: code, fields }
  return { outcome: 'rejected', code, leadId: null, answer: { status: 200, body } }
}
