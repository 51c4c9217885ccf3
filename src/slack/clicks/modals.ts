import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import { SNOOZE_OFFERS } from '../../lead/snooze.ts'
import { plain } from '../blocks/rich.ts'
import { REJECT_REASONS } from '../words/names.ts'
import { WORDS } from '../words/words.ts'
import type { ModalMeta } from './modal-meta.ts'

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
  const reason = input(WORDS.modal.reason, {
    type: 'static_select',
    action_id: INPUTS.reason,
    placeholder: plain(WORDS.modal.pickReason),
    options: REASON_OPTIONS,
  })
  return form('reject', meta, about, [reason, noteInput()])
}

/** Asks who looks into a lead, until when, and why; every answer is optional. */
export const reviewModal: Form = (meta, about) => {
  const due = input(WORDS.modal.due, { type: 'datepicker', action_id: INPUTS.due })
  return form('review', meta, about, [optional(ownerInput(WORDS.modal.owner)), noteInput(), optional(due)])
}

/** Asks whom a lead is given to. */
export const assignModal: Form = (meta, about) => form('assign', meta, about, [ownerInput(WORDS.modal.assignTo)])

/** Asks until when a lead is put aside: one of the offers, or a time of one's own. */
export const snoozeModal: Form = (meta, about) => {
  const offers = { type: 'radio_buttons' as const, action_id: INPUTS.offer, options: OFFER_OPTIONS }
  const offer = input(WORDS.modal.snoozeFor, offers)
  const until = input(WORDS.modal.snoozeUntil, { type: 'datetimepicker', action_id: INPUTS.until })
  return form('snooze', meta, about, [optional(offer), optional(until)])
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
  return input(label, {
    type: 'users_select',
    action_id: INPUTS.owner,
    placeholder: plain(WORDS.modal.pickOwner),
  })
}

function noteInput(): InputBlock {
  const text = { type: 'plain_text_input' as const, action_id: INPUTS.note, multiline: true, max_length: NOTE_MAX }
  return optional(input(WORDS.modal.note, text))
}

function input(label: string, element: InputBlock['element'] & { action_id: string }): InputBlock {
  return { type: 'input', block_id: element.action_id, label: plain(label), element }
}

function optional(input: InputBlock): InputBlock {
  return { ...input, optional: true }
}
