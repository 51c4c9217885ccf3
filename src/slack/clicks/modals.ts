import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import { z } from 'zod'
import { SNOOZE_OFFERS } from '../../lead/snooze.ts'
import { parsed, plain } from '../blocks/rich.ts'
import { REJECT_REASONS, WORDS } from '../words/words.ts'

const Meta = z.object({
  leadId: z.string(),
  revision: z.number(),
  channel: z.string(),
  ts: z.string(),
  /** What is looked at on the Home tab, where it was opened from there. */
  home: z.string().optional(),
})

/** Which card a modal was opened from, and the revision that was seen there; it travels as `private_metadata`. */
export type ModalMeta = z.infer<typeof Meta>

/** A form opens before the lead is looked up; `about` names it as soon as it is known. */
export type Form = (meta: ModalMeta, about?: string) => ModalView

export const CALLBACKS = {
  reject: 'lead.reject',
  review: 'lead.review',
  assign: 'lead.assign',
  snooze: 'lead.snooze',
} as const

/** The ids of the inputs; Slack shows errors at the block of that id. */
export const INPUTS = {
  reason: 'reason',
  note: 'note',
  owner: 'owner',
  due: 'due',
  offer: 'offer',
  until: 'until',
} as const

const NOTE_MAX = 2000

const REASON_OPTIONS: PlainTextOption[] = Object.entries(REJECT_REASONS).map(([value, words]) => ({
  text: plain(words),
  value,
}))
const OFFER_OPTIONS: PlainTextOption[] = SNOOZE_OFFERS.map((value) => ({
  text: plain(WORDS.modal.offers[value]),
  value,
}))

/** Asks why a lead is rejected: a reason from the list, and a note if one likes. */
export const rejectModal: Form = (meta, about) => {
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
  return form('reject', meta, about, [reason, noteInput()])
}

/** Asks who looks into a lead, until when, and why; every answer is optional. */
export const reviewModal: Form = (meta, about) => {
  const due: InputBlock = {
    type: 'input',
    block_id: INPUTS.due,
    optional: true,
    label: plain(WORDS.modal.due),
    element: { type: 'datepicker', action_id: INPUTS.due },
  }
  return form('review', meta, about, [{ ...ownerInput(WORDS.modal.owner), optional: true }, noteInput(), due])
}

/** Asks whom a lead is given to. */
export const assignModal: Form = (meta, about) => form('assign', meta, about, [ownerInput(WORDS.modal.assignTo)])

/** Asks until when a lead is put aside: one of the offers, or a time of one's own. */
export const snoozeModal: Form = (meta, about) => {
  const offer: InputBlock = {
    type: 'input',
    block_id: INPUTS.offer,
    optional: true,
    label: plain(WORDS.modal.snoozeFor),
    element: { type: 'radio_buttons', action_id: INPUTS.offer, options: OFFER_OPTIONS },
  }
  const until: InputBlock = {
    type: 'input',
    block_id: INPUTS.until,
    optional: true,
    label: plain(WORDS.modal.snoozeUntil),
    element: { type: 'datetimepicker', action_id: INPUTS.until },
  }
  return form('snooze', meta, about, [offer, until])
}

/** Opened at once, while what it is to show is still being fetched. */
export function loadingModal(title: string): ModalView {
  return messageModal(title, WORDS.modal.loading)
}

/** Nothing to fill in, just words of ours. */
export function messageModal(title: string, words: string): ModalView {
  return { type: 'modal', title: plain(title), close: plain(WORDS.modal.close), blocks: [parsed(words)] }
}

/** Reads `private_metadata`; null when it is not ours. */
export function readMeta(metadata: string): ModalMeta | null {
  try {
    return Meta.parse(JSON.parse(metadata))
  } catch {
    return null
  }
}

function form(verb: keyof typeof CALLBACKS, meta: ModalMeta, about: string | undefined, inputs: InputBlock[]) {
  const named: KnownBlock[] = [{ type: 'section', block_id: 'about', text: plain(about ?? WORDS.modal.loading) }]
  return {
    type: 'modal' as const,
    callback_id: CALLBACKS[verb],
    private_metadata: JSON.stringify(meta),
    title: plain(WORDS.modal[verb]),
    submit: plain(WORDS.buttons[verb]),
    close: plain(WORDS.modal.cancel),
    blocks: [...named, ...inputs],
  }
}

function ownerInput(label: string): InputBlock {
  return {
    type: 'input',
    block_id: INPUTS.owner,
    label: plain(label),
    element: { type: 'users_select', action_id: INPUTS.owner, placeholder: plain(WORDS.modal.pickOwner) },
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
