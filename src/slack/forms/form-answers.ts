import { hash } from 'node:crypto'
import type { Words } from '../../admin/verb.ts'
import type { ModalState } from '../clicks/modal-answers.ts'
import { type FormMeta, isChange } from './form-meta.ts'
import { type Given, type Input, SET } from './input.ts'
import { blockId } from './input-block.ts'

/** What was filled in, by flag; what was left empty is left out. */
export function formGiven(meta: FormMeta, state: ModalState): Given {
  const all = Object.entries(state.values).flatMap(([block, answers]): [string, string[]][] => {
    const [answer] = Object.values(answers)
    const picked = answer?.selected_conversation ?? answer?.selected_user
    const one = answer?.value ?? answer?.selected_option?.value ?? picked ?? ''
    const many = answer?.selected_options?.map(({ value }) => value) ?? answer?.selected_users
    const values = many ?? (one.trim() ? [one.trim()] : [])
    const flag = block.replace(/~\d+$/, '')
    return block === blockId(flag, meta) && values.length > 0 ? [[flag, values]] : []
  })
  return Object.fromEntries(all)
}

/** Stands for what was filled in, so that nothing is saved or undone that was not looked at. */
export function answersHash(given: Given): string {
  return hash('sha256', JSON.stringify(given), 'base64url')
}

/** The same for how things stood when a form began. */
export function standingHash(inputs: readonly Input[]): string {
  return answersHash(Object.fromEntries(inputs.map(({ flag, usual = [] }) => [flag, usual])))
}

/** The same as the verb's words. */
export function formWords({ form, target }: FormMeta, inputs: readonly Input[], given: Given): Words {
  const words: Words = { rest: target ? [target] : [], flags: {}, pairs: {} }
  for (const input of inputs) {
    const { flag, usual = [], none } = input
    const values = given[flag] ?? []
    if (isChange(form) && String(values) === String(usual)) continue
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
