import type { KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import type { Words } from '../../admin/verb.ts'
import { plain } from '../blocks/rich.ts'
import type { ModalState } from '../clicks/modal-answers.ts'
import { WORDS } from '../words/words.ts'
import { type FormName, inputsOf } from './form-inputs.ts'
import { type About, type Given, type Input, SET } from './input.ts'
import { blockId, inputBlock } from './input-block.ts'

const FORMS = [
  'new',
  'endpoint add',
  'endpoint edit',
  'destination add',
  'destination edit',
  'destination map',
  'routing add',
  'settings set',
  'rubric set',
] as const
const ABOUT_ONE: readonly FormName[] = ['endpoint edit', 'destination edit', 'destination map']
/** Forms that may be about one thing, or about a new one. */
const PERHAPS_ABOUT_ONE: readonly FormName[] = ['routing add']
/** Forms that show what stands; what is left as it was is no change. */
const CHANGES: readonly FormName[] = ['endpoint edit', 'destination edit', 'settings set', 'rubric set']

const Meta = z.object({
  form: z.enum(FORMS),
  /** The id or name of what the form is about. */
  target: z.string().optional(),
  /** How often it was shown with answers of ours in it: Slack keeps what was typed in blocks that keep their ids. */
  step: z.number().default(0),
  /** Stands for the answers that a preview was shown of. */
  previewed: z.string().optional(),
  /** What is looked at on the Home tab, where it was opened from there. */
  home: z.string().optional(),
  /** The message that it was made from. */
  link: z.string().optional(),
})
/** It travels as `private_metadata`. */
export type FormMeta = z.infer<typeof Meta>

export const FORM_CALLBACK = 'form'

const W = WORDS.command

/** The form that a verb or a button means, and what it is about; null for verbs that have none. */
export function formNamed(words: string): { form: FormName; target?: string } | null {
  const mayName = [...ABOUT_ONE, ...PERHAPS_ABOUT_ONE]
  const form = FORMS.find((name) => words === name || (mayName.includes(name) && words.startsWith(`${name} `)))
  if (!form) return null
  const target = words.slice(form.length).trim()
  if (ABOUT_ONE.includes(form)) return target ? { form, target } : null
  return { form, ...(target && { target }) }
}

/** The form with what is given filled in. A new lead needs an endpoint to come in by; without one it says so. */
export function formModal(meta: FormMeta, about: About, given: Given = {}, top: readonly KnownBlock[] = []): ModalView {
  const { form } = meta
  const head = { type: 'modal' as const, title: plain(W.form[form]), close: plain(WORDS.modal.cancel) }
  if (form === 'new' && about.endpoints.length === 0)
    return { ...head, blocks: [{ type: 'section', text: plain(W.noEndpoint) }] }
  const inputs = inputsOf(form, about, given).flatMap((input): KnownBlock[] => [
    ...(input.heading ? [{ type: 'header' as const, text: plain(input.heading) }] : []),
    inputBlock(input, meta, given[input.flag] ?? input.usual ?? []),
  ])
  return {
    ...head,
    callback_id: FORM_CALLBACK,
    private_metadata: JSON.stringify(meta),
    submit: plain(submitWord(meta)),
    blocks: [...top, ...inputs],
  }
}

function submitWord({ form, previewed }: FormMeta): string {
  if (form === 'destination map' && !previewed) return W.preview
  return CHANGES.includes(form) || form === 'routing add' || form === 'destination map' ? W.save : W.send
}

/** Reads `private_metadata`; null when it is not ours. */
export function readFormMeta(metadata: string): FormMeta | null {
  try {
    return Meta.parse(JSON.parse(metadata))
  } catch {
    return null
  }
}

/** The block at which a problem with this flag is shown: the flag's own, else that of the address, else the first. */
export function blockFor(meta: FormMeta, inputs: readonly Input[], flag: string | undefined): string {
  const names = flag === undefined ? ['url'] : [flag, SET + flag, 'url']
  const [found = inputs[0]] = names.flatMap((name) => inputs.filter((input) => input.flag === name))
  return found ? blockId(found.flag, meta) : ''
}

/** What was filled in, by flag; what was left empty is left out. */
export function formGiven(meta: FormMeta, state: ModalState): Given {
  const all = Object.entries(state.values).flatMap(([block, answers]): [string, string[]][] => {
    const [answer] = Object.values(answers)
    const picked = answer?.selected_conversation ?? answer?.selected_user
    const one = answer?.value ?? answer?.selected_option?.value ?? picked ?? ''
    const many = answer?.selected_options?.map(({ value }) => value) ?? answer?.selected_users
    const values = many ?? (one.trim() ? [one.trim()] : [])
    const isOurs = block === blockId(block.replace(/~\d+$/, ''), meta)
    return isOurs && values.length > 0 ? [[block.replace(/~\d+$/, ''), values]] : []
  })
  return Object.fromEntries(all)
}

/** The same as the verb's words. */
export function formWords({ form, target }: FormMeta, inputs: readonly Input[], given: Given): Words {
  const words: Words = { rest: target ? [target] : [], flags: {}, pairs: {} }
  for (const input of inputs) {
    const { flag, usual = [], none } = input
    const values = given[flag] ?? []
    if (CHANGES.includes(form) && String(values) === String(usual)) continue
    if (form === 'settings set') words.pairs[flag] = values.join(',') || 'off'
    else if (values.length > 0) addFlag(words, input, values)
    else if (none && usual.length > 0) words.flags[flag] = [none]
  }
  return words
}

function addFlag({ flags }: Words, { flag, kind }: Input, values: readonly string[]): void {
  const isMany = flag === 'header' || flag === 'set' || flag === 'field'
  const isList = kind === 'some' || kind === 'users'
  const rows = isMany ? lines(values.join('\n')) : isList ? [values.join(',')] : [...values]
  if (flag.startsWith(SET)) flags.set = [...(flags.set ?? []), `${flag.slice(SET.length)}=${rows.join()}`]
  else flags[flag] = rows
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((row) => row.trim())
    .filter(Boolean)
}
