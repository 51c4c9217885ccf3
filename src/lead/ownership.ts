import { changed } from './change.ts'
import type { Person } from './decision.ts'
import type { Lead } from './lead.ts'

/** Somebody takes a lead on. */
export function claimed(lead: Lead, by: Person, at: Date): Lead {
  return { ...changed(lead, { at, what: 'claimed', by, detail: null }), owner: by }
}

/** Somebody hands a lead to a person, or takes it over. */
export function assigned(lead: Lead, to: Person, by: Person, at: Date): Lead {
  return { ...changed(lead, { at, what: 'assigned', by, detail: null, whom: to }), owner: to }
}
