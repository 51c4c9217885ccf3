import type { InputBlock, ModalView, PlainTextOption } from '@slack/types'
import { z } from 'zod'
import { plain } from './rich.ts'
import { REJECT_REASONS, WORDS } from './words.ts'

const Meta = z.object({
  leadId: z.string(),
  version: z.number(),
  channel: z.string(),
  ts: z.string(),
  /** What is looked at on the Home tab, where it was opened from there. */
  home: z.string().optional(),
})

/** Which card a modal was opened from; it travels as `private_metadata`. */
export type ModalMeta = z.infer<typeof Meta>

export const REJECT_CALLBACK = 'lead.reject'
export const REVIEW_CALLBACK = 'lead.review'

/** The ids of the inputs; Slack shows errors at the block of that id. */
export const INPUTS = { reason: 'reason', note: 'note', owner: 'owner', due: 'due' } as const

const NOTE_MAX = 2000

const REASON_OPTIONS: PlainTextOption[] = Object.entries(REJECT_REASONS).map(([value, words]) => ({
  text: plain(words),
  value,
}))

/** Asks why a lead is rejected: a reason from the list, and a note if one likes. */
export function rejectModal(meta: ModalMeta): ModalView {
  const reason: InputBlock = {
    type: 'input',
    block_id: INPUTS.reason,
    label: plain(WORDS.modal.reason),
    element: {
      type: 'static_select',
      action_id: INPUTS.reason,
      placeholder: plain(WORDS.modal.pickReason),
      options: REASON_OPTIONS,
    },
  }
  return modal(REJECT_CALLBACK, WORDS.modal.reject, WORDS.buttons.reject, meta, [reason, noteInput()])
}

/** Asks who looks into a lead, until when, and why; every answer is optional. */
export function reviewModal(meta: ModalMeta): ModalView {
  const owner: InputBlock = {
    type: 'input',
    block_id: INPUTS.owner,
    optional: true,
    label: plain(WORDS.modal.owner),
    element: { type: 'users_select', action_id: INPUTS.owner, placeholder: plain(WORDS.modal.pickOwner) },
  }
  const due: InputBlock = {
    type: 'input',
    block_id: INPUTS.due,
    optional: true,
    label: plain(WORDS.modal.due),
    element: { type: 'datepicker', action_id: INPUTS.due },
  }
  return modal(REVIEW_CALLBACK, WORDS.modal.review, WORDS.buttons.review, meta, [owner, noteInput(), due])
}

/** Opened at once, while what it is to show is still being fetched. */
export function loadingModal(title: string): ModalView {
  return {
    type: 'modal',
    title: plain(title),
    close: plain(WORDS.modal.close),
    blocks: [{ type: 'section', text: plain(WORDS.modal.loading) }],
  }
}

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
        selected_date?: string | null
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

/** The owner's Slack user id, the note, and the due day as `YYYY-MM-DD`. */
export function readReview(state: ModalState): { owner: string | null; note: string | null; due: string | null } {
  const owner = answer(state, INPUTS.owner)?.selected_user ?? null
  const due = answer(state, INPUTS.due)?.selected_date ?? null
  return { owner, note: noteOf(state), due }
}

/** Reads `private_metadata`; null when it is not ours. */
export function readMeta(metadata: string): ModalMeta | null {
  try {
    return Meta.parse(JSON.parse(metadata))
  } catch {
    return null
  }
}

function modal(
  callback: string,
  title: string,
  submit: string,
  meta: ModalMeta,
  blocks: InputBlock[],
): ModalView & { callback_id: string } {
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: JSON.stringify(meta),
    title: plain(title),
    submit: plain(submit),
    close: plain(WORDS.modal.cancel),
    blocks,
  }
}

function noteInput(): InputBlock {
  return {
    type: 'input',
    block_id: INPUTS.note,
    optional: true,
    label: plain(WORDS.modal.note),
    element: { type: 'plain_text_input', action_id: INPUTS.note, multiline: true, max_length: NOTE_MAX },
  }
}

function noteOf(state: ModalState): string | null {
  return answer(state, INPUTS.note)?.value?.trim() || null
}

function answer(state: ModalState, input: string) {
  return state.values[input]?.[input]
}
