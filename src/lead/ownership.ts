import { changed } from './change.ts'
import type { Person } from './decision.ts'
import type { Lead } from './lead.ts'

/** Somebody of whom only the Slack id is known. */
export function colleague(id: string): Person {
  return { id, name: null, email: null, kind: 'user' }
}

/** Somebody takes a lead on. */
export function claimed(lead: Lead, by: Person, at: Date): Lead {
  return { ...changed(lead, { at, what: 'claimed', by, detail: null }), owner: by, due: null }
}

/** Somebody hands a lead to a person, or takes it over. */
export function assigned(lead: Lead, to: Person, by: Person, at: Date): Lead {
  return { ...changed(lead, { at, what: 'assigned', by, detail: null, whom: to }), owner: to, due: null }
}

/** It becomes somebody's whom no person chose. */
export function reassigned(lead: Lead, to: Person, why: string, at: Date): Lead {
  return { ...changed(lead, { at, what: 'reassigned', by: null, detail: why, whom: to }), owner: to, due: null }
}
