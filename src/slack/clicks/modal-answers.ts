import { SNOOZE_OFFERS, type SnoozeOffer } from '../../lead/snooze.ts'
import { REJECT_REASONS } from '../words/names.ts'
import { WORDS } from '../words/words.ts'
import { INPUTS } from './modals.ts'

/** A modal's answers, in the part of Slack's `view.state` that we read. */
export type ModalState = {
  values: Record<
    string,
    Record<
      string,
      {
        value?: string | null
        selected_option?: { value: string } | null
        selected_options?: { value: string }[]
        selected_conversation?: string | null
        selected_user?: string | null
        selected_users?: string[]
        selected_date?: string | null
        selected_date_time?: number | null
      }
    >
  >
}

/** The reason in words and the note; `reason` is null when it is none of the list. */
export function readReject(state: ModalState): { reason: string | null; note: string | null } {
  const key = answer(state, INPUTS.reason)?.selected_option?.value
  const reason = Object.entries(REJECT_REASONS).find(([value]) => value === key)?.[1] ?? null
  return { reason, note: noteOf(state) }
}

/** What is wrong with a reject, by input; null when it may go. */
export function rejectProblems(state: ModalState): Record<string, string> | null {
  return readReject(state).reason ? null : { [INPUTS.reason]: WORDS.modal.noReason }
}

/** The owner's Slack user id, the note, and the due day as `YYYY-MM-DD`. */
export function readReview(state: ModalState): { owner: string | null; note: string | null; due: string | null } {
  const due = answer(state, INPUTS.due)?.selected_date ?? null
  return { owner: readOwner(state), note: noteOf(state), due }
}

/** The Slack user id of whoever was picked. */
export function readOwner(state: ModalState): string | null {
  return answer(state, INPUTS.owner)?.selected_user ?? null
}

/** What is wrong with an assignment, by input; null when it may go. */
export function assignProblems(state: ModalState): Record<string, string> | null {
  return readOwner(state) ? null : { [INPUTS.owner]: WORDS.modal.nobodyPicked }
}

/** The offer that was picked, and the time of one's own, which counts before it. */
export function readSnooze(state: ModalState): { offer: SnoozeOffer | null; until: Date | null } {
  const key = answer(state, INPUTS.offer)?.selected_option?.value
  const seconds = answer(state, INPUTS.until)?.selected_date_time ?? null
  return {
    offer: SNOOZE_OFFERS.find((offer) => offer === key) ?? null,
    until: seconds === null ? null : new Date(seconds * 1000),
  }
}

/** What is wrong with a snooze, by input; null when it may go. */
export function snoozeProblems(state: ModalState, now: Date): Record<string, string> | null {
  const { offer, until } = readSnooze(state)
  if (until) return until > now ? null : { [INPUTS.until]: WORDS.modal.pastTime }
  return offer ? null : { [INPUTS.offer]: WORDS.modal.noTime }
}

function noteOf(state: ModalState): string | null {
  return answer(state, INPUTS.note)?.value?.trim() || null
}

function answer(state: ModalState, input: string) {
  return state.values[input]?.[input]
}
