import type { Delivery, Kind, Work } from './kind.ts'
import { postFormat, unspeakable } from './post.ts'
import { type Told, told } from './told.ts'

/** Receivers made for CallURL's note that a call needs a person. */
export const callurl: Kind = { name: 'callurl', settings: {}, baseUrl: null, isSigned: true, deliver }

function* deliver(work: Work): Delivery {
  const { event, lead } = work.handoff
  if (event !== 'lead.handoff' && event !== 'test') return unspeakable(work, 'CallURL', 'lead.handoff')
  return yield* postFormat(work, note(told(work), lead, event === 'test'))
}

function note({ conversation }: Told, lead: string, isTest: boolean) {
  const { reason, severity, notify, caller_message } = conversation
  return {
    handoff_reason: isTest ? 'test' : (reason ?? 'handoff'),
    severity: severity ?? 'normal',
    notify,
    caller_message,
    lead_id: lead,
  }
}
