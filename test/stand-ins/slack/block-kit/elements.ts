import { type Json, objectsIn, stringIn } from '../json.ts'
import { also, anything, byType, type Check, fields, flag, integer, list, oneOf, string } from './checks.ts'
import {
  boxOption,
  confirm,
  conversationFilter,
  dispatchConfig,
  menuOption,
  optionGroup,
  overflowOption,
  plainText,
  slackFile,
  webAddress,
} from './objects.ts'
import { richText } from './rich-text.ts'

const actionId = { type: string(), action_id: string({ min: 1, max: 255 }) }
const named = { action_id: actionId.action_id, confirm, focus_on_load: flag }
const placed = { ...named, placeholder: plainText(150) }
const typed = { ...placed, initial_value: string(), dispatch_action_config: dispatchConfig }
const kind = { type: string() }
const ids = list(string({ min: 1 }))
const many = { max_selected_items: integer(1, 10_000) }
const look = { style: oneOf('primary', 'danger'), accessibility_label: string({ max: 75 }) }

/** Slack refuses a first choice that is not on offer, and a menu with two lists or none. */
function offers(value: Json): string | undefined {
  const grouped = objectsIn(value.option_groups).flatMap((group) => objectsIn(group.options))
  if ((value.options === undefined) === (value.option_groups === undefined)) return 'must have options or option_groups'
  const values = new Set([...objectsIn(value.options), ...grouped].map((option) => stringIn(option, 'value')))
  const chosen =
    value.initial_option === undefined ? objectsIn(value.initial_options) : objectsIn([value.initial_option])
  return chosen.every((option) => values.has(stringIn(option, 'value')))
    ? undefined
    : 'initial option must be among options'
}

const boxes = (initial: Record<string, Check>) =>
  also(fields({ ...kind, options: list(boxOption, { min: 1, max: 10 }) }, { ...named, ...initial }), offers)
const menu = (initial: Record<string, Check>) =>
  also(
    fields(kind, {
      ...placed,
      options: list(menuOption, { min: 1, max: 100 }),
      option_groups: list(optionGroup, { min: 1, max: 100 }),
      ...initial,
    }),
    offers,
  )

const feedback = fields(
  { text: plainText(75), value: string({ max: 2000 }) },
  { accessibility_label: string({ max: 75 }) },
)

/** The picture that stands beside text; it does nothing. */
export const image: Check = also(
  fields({ ...kind, alt_text: string({ min: 1, max: 2000 }) }, { image_url: webAddress, slack_file: slackFile }),
  (value) =>
    (value.image_url === undefined) === (value.slack_file === undefined)
      ? 'must have image_url or slack_file'
      : undefined,
)

const buttons: Record<string, Check> = {
  button: fields(
    { ...kind, text: plainText(75) },
    { action_id: actionId.action_id, confirm, value: string({ max: 2000 }), url: webAddress, ...look },
  ),
  workflow_button: fields({ ...actionId, text: plainText(75), workflow: anything }, look),
  overflow: fields(
    { ...kind, options: list(overflowOption, { min: 1, max: 5 }) },
    { action_id: actionId.action_id, confirm },
  ),
}

const choices: Record<string, Check> = {
  checkboxes: boxes({ initial_options: list(boxOption, { min: 1 }) }),
  radio_buttons: boxes({ initial_option: boxOption }),
  static_select: menu({ initial_option: menuOption }),
  multi_static_select: menu({ initial_options: list(menuOption, { min: 1 }), ...many }),
  external_select: fields(kind, { ...placed, initial_option: menuOption, min_query_length: integer(0, 75) }),
  multi_external_select: fields(kind, {
    ...placed,
    initial_options: list(menuOption, { min: 1 }),
    min_query_length: integer(0, 75),
    ...many,
  }),
  users_select: fields(kind, { ...placed, initial_user: string({ min: 1 }) }),
  multi_users_select: fields(kind, { ...placed, initial_users: ids, ...many }),
  channels_select: fields(kind, { ...placed, initial_channel: string({ min: 1 }), response_url_enabled: flag }),
  multi_channels_select: fields(kind, { ...placed, initial_channels: ids, ...many }),
  conversations_select: fields(kind, {
    ...placed,
    initial_conversation: string({ min: 1 }),
    default_to_current_conversation: flag,
    response_url_enabled: flag,
    filter: conversationFilter,
  }),
  multi_conversations_select: fields(kind, {
    ...placed,
    initial_conversations: ids,
    default_to_current_conversation: flag,
    filter: conversationFilter,
    ...many,
  }),
  datepicker: fields(kind, { ...placed, initial_date: string({ like: /^\d{4}-\d{2}-\d{2}$/ }) }),
  timepicker: fields(kind, {
    ...placed,
    initial_time: string({ like: /^([01]\d|2[0-3]):[0-5]\d$/ }),
    timezone: string(),
  }),
  datetimepicker: fields(kind, { ...named, initial_date_time: integer(1e9, 9_999_999_999) }),
  rich_text_input: fields(kind, { ...placed, initial_value: richText, dispatch_action_config: dispatchConfig }),
}

const writing: Record<string, Check> = {
  plain_text_input: fields(kind, {
    ...typed,
    multiline: flag,
    min_length: integer(0, 3000),
    max_length: integer(1, 3000),
  }),
  email_text_input: fields(kind, typed),
  url_text_input: fields(kind, typed),
  number_input: fields({ ...kind, is_decimal_allowed: flag }, { ...typed, min_value: string(), max_value: string() }),
  file_input: fields(kind, { action_id: actionId.action_id, filetypes: list(string()), max_files: integer(1, 10) }),
}

export const actionsElement: Check = byType({ ...buttons, ...choices })
export const accessory: Check = byType({ ...buttons, ...choices, image })
export const inputElement: Check = byType({ ...choices, ...writing })
export const cardButton: Check = byType({ button: buttons.button ?? anything })
export const contextAction: Check = byType({
  feedback_buttons: fields(
    { ...kind, positive_button: feedback, negative_button: feedback },
    { action_id: actionId.action_id },
  ),
  icon_button: fields(
    { ...kind, icon: string({ min: 1 }), text: plainText(75) },
    { ...named, value: string({ max: 2000 }), accessibility_label: string({ max: 75 }), visible_to_user_ids: ids },
  ),
})
