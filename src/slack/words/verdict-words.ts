import type { Outcome } from '../../lead/decision.ts'
import { DECIDED } from './names.ts'

/** How a card tells what was decided. */
export const VERDICT_WORDS = {
  decided: (outcome: Outcome, by: string, after: string) => `${DECIDED[outcome]} by ${by}, ${after} after arrival`,
  automatically: (outcome: Outcome, after: string) =>
    `${DECIDED[outcome]} automatically by the score's threshold, ${after} after arrival`,
  looksInto: (who: string) => `${who} looks into it`,
  undone: (by: string, date: string) => `Decision undone by ${by}, ${date}`,
  reopened: (by: string, date: string) => `Reopened by ${by}, ${date}`,
  reason: 'Reason',
  note: 'Note',
  threshold: "the score's threshold",
} as const
