import { byType, type Check, fields, flag, list, oneOf, string } from './checks.ts'

const kind = string()

export const plainText = (max: number, min = 1): Check =>
  byType({ plain_text: fields({ type: kind, text: string({ min, max }) }, { emoji: flag }) })

export const mrkdwn = (max: number, min = 1): Check =>
  byType({ mrkdwn: fields({ type: kind, text: string({ min, max }) }, { verbatim: flag }) })

export const anyText = (max: number, min = 1): Check =>
  byType({
    plain_text: plainText(max, min),
    mrkdwn: mrkdwn(max, min),
  })

export const webAddress: Check = string({ min: 1, max: 3000, like: /^https?:\/\/\S+$/ })

export const confirm: Check = fields(
  { text: anyText(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: oneOf('primary', 'danger') },
)

/** An option of a menu: plain text only. */
export const menuOption: Check = fields(
  { text: plainText(75), value: string({ max: 150 }) },
  { description: plainText(75) },
)

/** An option of an overflow menu, which may also be a link. */
export const overflowOption: Check = fields(
  { text: plainText(75) },
  { value: string({ max: 150 }), description: plainText(75), url: webAddress },
)

/** An option of radio buttons or checkboxes: mrkdwn is allowed. */
export const boxOption: Check = fields({ text: anyText(75), value: string({ max: 150 }) }, { description: anyText(75) })

export const optionGroup: Check = fields({ label: plainText(75), options: list(menuOption, { min: 1, max: 100 }) })

export const dispatchConfig: Check = fields(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { min: 1 }) },
)

export const conversationFilter: Check = fields(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), { min: 1 }),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
)

export const slackFile: Check = fields({}, { id: string({ min: 1 }), url: webAddress })
