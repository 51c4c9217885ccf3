import type { InputBlock, ModalView, PlainTextOption } from '@slack/types'
import { z } from 'zod'
import type { Words } from '../admin/verb.ts'
import { EVENTS } from '../handoff/events.ts'
import { SOURCE_NAMES } from '../sources/index.ts'
import type { ModalState } from './modals.ts'
import { plain } from './rich.ts'
import { beginning, oneLine } from './text.ts'
import { WORDS } from './words.ts'

/** The verbs that have a form, in Slack the way to type what is long or secret. */
export type FormName = keyof typeof WORDS.command.form

/** What is already known of a form's answers, by flag. */
export type Given = Readonly<Record<string, readonly string[]>>

type Kind = 'text' | 'email' | 'url' | 'long' | 'one' | 'some' | 'channel'
type Input = { flag: string; label: string; kind: Kind; optional?: true; hint?: string; options?: readonly string[] }

const Meta = z.object({
  form: z.enum(['new', 'endpoint add', 'destination add']),
  /** What is looked at on the Home tab, where it was opened from there. */
  home: z.string().optional(),
  /** The message that it was made from. */
  link: z.string().optional(),
})
/** It travels as `private_metadata`. */
export type FormMeta = z.infer<typeof Meta>

export const FORM_CALLBACK = 'form'

const LONGEST_TEXT = 3000
const LONGEST_LINE = 200
const OPTIONS_MAX = 100
const OPTION_MAX = 75
const SIGNINGS = ['agentflow', 'zapito', 'shared-secret', 'none']

const W = WORDS.command

/** The inputs of a form; the block of each is named like the verb's flag. */
function inputsOf(form: FormName, endpoints: readonly string[]): Input[] {
  switch (form) {
    case 'new':
      return [
        { flag: 'name', label: W.name, kind: 'text', optional: true },
        { flag: 'email', label: W.email, kind: 'email', optional: true },
        { flag: 'phone', label: W.phone, kind: 'text', optional: true },
        { flag: 'company', label: W.company, kind: 'text', optional: true },
        { flag: 'message', label: W.message, kind: 'long', optional: true },
        { flag: 'endpoint', label: W.endpoint, kind: 'one', options: endpoints },
      ]
    case 'endpoint add':
      return [
        { flag: 'name', label: W.name, kind: 'text' },
        { flag: 'source', label: W.source, kind: 'one', options: SOURCE_NAMES },
        { flag: 'channel', label: W.channel, kind: 'channel', optional: true, hint: W.channelHint },
        { flag: 'secret', label: W.secret, kind: 'text', optional: true, hint: W.secretHint },
      ]
    case 'destination add':
      return [
        { flag: 'name', label: W.name, kind: 'text' },
        { flag: 'url', label: W.url, kind: 'url' },
        { flag: 'events', label: W.events, kind: 'some', options: EVENTS.filter((event) => event !== 'test') },
        { flag: 'signing', label: W.signing, kind: 'one', options: SIGNINGS },
        { flag: 'header', label: W.header, kind: 'long', optional: true, hint: W.headerHint },
      ]
  }
}

const USUAL: Record<FormName, Given> = {
  new: {},
  'endpoint add': { source: ['agentflow'] },
  'destination add': { events: ['lead.qualified', 'lead.rejected'], signing: ['agentflow'] },
}

/** The form of a verb; null for verbs that have none. */
export function formNamed(verb: string): FormName | null {
  return verb === 'new' || verb === 'endpoint add' || verb === 'destination add' ? verb : null
}

/** The form with what is given filled in. A new lead needs an endpoint to come in by; without one it says so. */
export function formModal(
  meta: FormMeta,
  endpoints: readonly string[],
  given: Given = {},
  problem?: string,
): ModalView {
  const { form } = meta
  const head = { type: 'modal' as const, title: plain(W.form[form]), close: plain(WORDS.modal.cancel) }
  if (form === 'new' && endpoints.length === 0)
    return { ...head, blocks: [{ type: 'section', text: plain(W.noEndpoint) }] }
  const usual = form === 'new' ? { endpoint: endpoints.slice(0, 1) } : USUAL[form]
  const inputs = inputsOf(form, endpoints).map((input) =>
    inputBlock(input, given[input.flag] ?? usual[input.flag] ?? []),
  )
  return {
    ...head,
    callback_id: FORM_CALLBACK,
    private_metadata: JSON.stringify(meta),
    submit: plain(W.send),
    blocks: [...(problem ? [{ type: 'section' as const, text: plain(problem) }] : []), ...inputs],
  }
}

/** Reads `private_metadata`; null when it is not ours. */
export function readFormMeta(metadata: string): FormMeta | null {
  try {
    return Meta.parse(JSON.parse(metadata))
  } catch {
    return null
  }
}

/** The block at which a problem with this flag is shown: the flag's own, or else the first. */
export function blockFor(form: FormName, flag: string | undefined): string {
  const inputs = inputsOf(form, [])
  return (inputs.find((input) => input.flag === flag) ?? inputs[0])?.flag ?? ''
}

/** What was filled in, as the verb's words. */
export function formWords(form: FormName, state: ModalState): Words {
  const flags = inputsOf(form, []).flatMap(({ flag, kind }): [string, string[]][] => {
    const answer = state.values[flag]?.[flag]
    const values = answer?.selected_options?.map(({ value }) => value) ?? []
    const one = answer?.value ?? answer?.selected_option?.value ?? answer?.selected_conversation ?? ''
    if (kind === 'some') return values.length > 0 ? [[flag, [values.join(',')]]] : []
    const lines = (flag === 'header' ? one.split('\n') : [one]).map((line) => line.trim()).filter(Boolean)
    return lines.length > 0 ? [[flag, lines]] : []
  })
  return { rest: [], flags: Object.fromEntries(flags), pairs: {} }
}

function inputBlock({ flag, label, kind, optional, hint, options = [] }: Input, given: readonly string[]): InputBlock {
  return {
    type: 'input',
    block_id: flag,
    label: plain(label),
    ...(optional && { optional }),
    ...(hint && { hint: plain(hint) }),
    element: element(flag, kind, options, given),
  }
}

function element(flag: string, kind: Kind, names: readonly string[], given: readonly string[]): InputBlock['element'] {
  const [first = ''] = given
  const most = kind === 'text' ? LONGEST_LINE : LONGEST_TEXT
  const shared = { action_id: flag, ...(first && { initial_value: beginning(first, most, Number.POSITIVE_INFINITY) }) }
  switch (kind) {
    case 'text':
      return { type: 'plain_text_input', ...shared, max_length: LONGEST_LINE }
    case 'long':
      return { type: 'plain_text_input', ...shared, multiline: true, max_length: LONGEST_TEXT }
    case 'email':
      return { type: 'email_text_input', ...shared }
    case 'url':
      return { type: 'url_text_input', ...shared }
    case 'channel':
      return {
        type: 'conversations_select',
        action_id: flag,
        filter: { include: ['public', 'private'] },
        ...(first && { initial_conversation: first }),
      }
    default:
      return choice(flag, kind, names.slice(0, OPTIONS_MAX).map(option), given)
  }
}

function choice(
  flag: string,
  kind: 'one' | 'some',
  options: PlainTextOption[],
  given: readonly string[],
): InputBlock['element'] {
  const chosen = options.filter(({ value }) => value !== undefined && given.includes(value))
  const [first] = chosen
  const shared = { action_id: flag, placeholder: plain(W.pick), options }
  if (kind === 'one') return { type: 'static_select', ...shared, ...(first && { initial_option: first }) }
  return { type: 'multi_static_select', ...shared, ...(first && { initial_options: chosen }) }
}

function option(name: string): PlainTextOption {
  return { text: plain(oneLine(name, OPTION_MAX) || '?'), value: name }
}
