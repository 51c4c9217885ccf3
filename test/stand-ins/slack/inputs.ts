import { isObject, type Json, objectsIn, stringIn } from './json.ts'
import type { Block } from './state.ts'

/** What a person puts in an input: Slack's own state object, or simply the words, ids or option values. */
export type Given = string | number | readonly string[] | null | Json
/** block_id → action_id → what is in that input. */
export type Values = Record<string, Record<string, Given>>

/** Where each kind of element keeps its one answer, and from what it starts. */
const SINGLE: Record<string, [field: string, initial: string]> = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  users_select: ['selected_user', 'initial_user'],
  channels_select: ['selected_channel', 'initial_channel'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  overflow: ['selected_option', ''],
}

const MANY: Record<string, [field: string, initial: string]> = {
  checkboxes: ['selected_options', 'initial_options'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  file_input: ['files', ''],
}

const isOptions = (field: string) => field.startsWith('selected_option')

/** The element that takes a person's answer in this block, wherever it stands. */
export function inputsOf(block: Json): Json[] {
  const elements = [...objectsIn([block.element, block.accessory]), ...objectsIn(block.elements)]
  return elements.filter(
    (element) => Object.hasOwn(SINGLE, String(element.type)) || Object.hasOwn(MANY, String(element.type)),
  )
}

export function optionsOf(element: Json): Json[] {
  return [
    ...objectsIn(element.options),
    ...objectsIn(element.option_groups).flatMap((group) => objectsIn(group.options)),
  ]
}

function optionFor(element: Json, value: unknown): Json {
  const found = optionsOf(element).find((option) => option.value === value)
  return found ?? { text: { type: 'plain_text', text: String(value), emoji: true }, value }
}

/** An input's state as payloads carry it; undefined `given` means that nobody touched it. */
export function inputState(element: Json, given: Given | undefined): Json {
  const type = String(element.type)
  if (isObject(given) && type !== 'rich_text_input') return { type, ...given }
  if (isObject(given) && 'rich_text_value' in given) return { type, ...given }
  const many = MANY[type]
  if (many !== undefined) return { type, [many[0]]: manyAnswers(element, many, given) }
  const [field, initial] = SINGLE[type] ?? ['value', 'initial_value']
  if (given === undefined) return { type, [field]: element[initial] ?? null }
  if (given === '' || given === null) return { type, [field]: null }
  return { type, [field]: isOptions(field) ? optionFor(element, given) : given }
}

function manyAnswers(element: Json, [field, initial]: [string, string], given: Given | undefined): unknown {
  if (given === undefined) return element[initial] ?? []
  const values = Array.isArray(given) ? given : []
  return isOptions(field) ? values.map((value) => optionFor(element, value)) : values
}

/** `state.values` of a view or message: every input in it, with what was put there or what it starts from. */
export function stateValues(blocks: readonly Block[], given: Values): Record<string, Record<string, Json>> {
  const values: Record<string, Record<string, Json>> = {}
  for (const block of blocks) {
    for (const element of inputsOf(block)) {
      if (element.type === 'overflow') continue
      const actionId = String(element.action_id)
      const state = inputState(element, given[block.block_id]?.[actionId])
      values[block.block_id] = { ...values[block.block_id], [actionId]: state }
    }
  }
  return values
}

function answerIn(state: Json): unknown {
  const [field] = SINGLE[String(state.type)] ?? MANY[String(state.type)] ?? ['value']
  return state[field]
}

/** What Slack itself says about a form before it sends it, by block_id; empty when it may go. */
export function formProblems(
  blocks: readonly Block[],
  values: Record<string, Record<string, Json>>,
): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const block of blocks.filter((one) => one.type === 'input')) {
    const element = isObject(block.element) ? block.element : {}
    const answer = answerIn(values[block.block_id]?.[String(element.action_id)] ?? {})
    const isEmpty =
      answer === null || answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)
    const words = isEmpty
      ? block.optional !== true && 'Please complete this required field.'
      : wrongAnswer(element, answer)
    if (words) problems[block.block_id] = words
  }
  return problems
}

function wrongAnswer(element: Json, answer: unknown): string | undefined {
  const text = String(answer)
  const { min_length, max_length } = element
  if (typeof min_length === 'number' && text.length < min_length) return `Must be at least ${min_length} characters.`
  if (typeof max_length === 'number' && text.length > max_length) return `Must be at most ${max_length} characters.`
  if (element.type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
    return 'Please enter a valid email address.'
  if (element.type === 'url_text_input' && !URL.canParse(text)) return 'Please enter a valid URL.'
  return element.type === 'number_input' ? wrongNumber(element, text) : undefined
}

function wrongNumber(element: Json, text: string): string | undefined {
  const number = Number(text)
  if (!Number.isFinite(number)) return 'Please enter a valid number.'
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Please enter a whole number.'
  const min = stringIn(element, 'min_value')
  const max = stringIn(element, 'max_value')
  if (min !== undefined && number < Number(min)) return `Must be at least ${min}.`
  return max !== undefined && number > Number(max) ? `Must be at most ${max}.` : undefined
}

/** What an input holds before anybody touches it, as plain words, ids or option values. */
export function initialGiven(element: Json): string | string[] {
  const answer = answerIn(inputState(element, undefined))
  if (Array.isArray(answer)) return answer.map(plainAnswer)
  return plainAnswer(answer)
}

function plainAnswer(answer: unknown): string {
  if (isObject(answer)) return stringIn(answer, 'value') ?? ''
  return answer === null || answer === undefined ? '' : String(answer)
}
