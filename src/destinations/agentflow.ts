import type { EventName } from '../handoff/events.ts'
import type { Delivery, Kind, Work } from './kind.ts'
import { postFormat, unspeakable } from './post.ts'
import { told } from './told.ts'

/** What AgentFlow sends: its three events, and the handoff once a lead is scored. */
const EVENTS: readonly EventName[] = ['lead.scored', 'lead.qualified', 'lead.rejected', 'lead.review_requested', 'test']

/** Receivers made for AgentFlow: the default body, and the time of the event under the name that it has there. */
export const agentflow: Kind = {
  name: 'agentflow',
  settings: {},
  baseUrl: null,
  isSigned: true,
  usual: { signing: 'agentflow', policy: 'agentflow' },
  deliver,
}

function* deliver(work: Work): Delivery {
  if (!EVENTS.includes(work.handoff.event)) return unspeakable(work, 'AgentFlow', 'scores and decisions')
  return yield* postFormat(work, { ...work.body(), timestamp: told(work).occurred_at })
}
