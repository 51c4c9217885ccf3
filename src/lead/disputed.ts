import { changed, flagged } from './change.ts'
import type { Person } from './decision.ts'
import type { Lead } from './lead.ts'

/** The flag, and the history row, of a lead whose summary somebody found wrong. */
export const SUMMARY_WRONG = 'summary_wrong'

/** Somebody says that what stands there as its summary is wrong. */
export function disputed(lead: Lead, by: Person, at: Date): Lead {
  return flagged(changed(lead, { at, what: SUMMARY_WRONG, by, detail: null }), SUMMARY_WRONG)
}

/** Whether its summary is there to be found wrong, and nobody has done so. */
export function isDisputable({ score, flags }: Pick<Lead, 'score' | 'flags'>): boolean {
  return Boolean(score?.summary) && !flags.includes(SUMMARY_WRONG)
}

/** The flags of a lead that has a new summary. */
export function undisputed(flags: readonly string[]): string[] {
  return flags.filter((flag) => flag !== SUMMARY_WRONG)
}
