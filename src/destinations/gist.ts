import { cut } from '../handoff/cut.ts'
import type { EventName } from '../handoff/events.ts'
import type { Work } from './kind.ts'
import { told } from './told.ts'

/** What a colleague is told at a glance, each on one line with nothing hidden in it. */
type Gist = { headline: string; why: string | null; reach: string | null; link: string | null }

const WHAT: Record<EventName, string> = {
  'lead.scored': 'New lead',
  'lead.qualified': 'Approved',
  'lead.rejected': 'Rejected',
  'lead.review_requested': 'To be reviewed',
  'lead.reopened': 'Open again',
  'lead.handoff': 'A person is needed',
  'conversation.resolved': 'Resolved',
  test: 'Test from Greenlight',
}
const DECIDED: readonly EventName[] = ['lead.qualified', 'lead.rejected']
const LONGEST_NAME = 80
const LONGEST_REASON = 500

/** What is told of a handoff, read from its body. */
export function gistOf(work: Work): Gist {
  const { event } = work.handoff
  const { name, email, phone, company, score, decided_by, decision_reason, summary, conversation, links } = told(work)
  const who = lined([name ?? email ?? phone, company], LONGEST_NAME) ?? 'somebody without a name'
  const by = DECIDED.includes(event) ? line(decided_by.name, LONGEST_NAME) : null
  const reason = event === 'lead.handoff' ? conversation.reason : null
  return {
    headline: `${WHAT[event]}${by ? ` by ${by}` : ''}: ${who}${score === null ? '' : ` (score ${score})`}`,
    why: line(reason ?? decision_reason ?? summary, LONGEST_REASON),
    reach: lined([email, phone], LONGEST_NAME),
    link: links.slack_thread,
  }
}

function lined(texts: readonly (string | null)[], most: number): string | null {
  return texts.flatMap((text) => line(text, most) ?? []).join(', ') || null
}

/** A stranger's text on one line: nothing hidden or reversed, no half characters; null when nothing is left. */
export function line(text: string | null, most: number): string | null {
  const plain = (text ?? '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu, ' ')
    .trim()
  return beginning(plain, most) || null
}

/** The beginning of a text, of at most so many UTF-16 units; what was cut off is shown. */
export function beginning(text: string, most: number): string {
  return text.length <= most ? text : `${cut(text, most - 1)}…`
}
