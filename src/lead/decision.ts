/** A person as Slack names them, or the threshold that decided (`kind: "auto"`). Names and emails are as far as known. */
export type Person = { id: string; name: string | null; email: string | null; kind: 'user' | 'auto' }

/** What a decision says of a lead. */
export type Outcome = 'approved' | 'rejected' | 'review_requested'

/** What somebody decided; a review leaves the lead open. */
export type Decision = {
  outcome: Outcome
  by: Person
  at: Date
  reason: string | null
  note: string | null
  /** The day by which a review is to be done, `YYYY-MM-DD`. */
  due: string | null
  /** Until then the decision can be taken back before anything is sent. */
  undoUntil: Date | null
}
