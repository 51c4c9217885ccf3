import { byType, type Check, fields, flag, integer, list, oneOf, string } from './checks.ts'

const kind = string()
const style = fields(
  {},
  {
    bold: flag,
    italic: flag,
    strike: flag,
    code: flag,
    underline: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  },
)
const inline = (required: Record<string, Check>, optional: Record<string, Check> = {}) =>
  fields({ type: kind, ...required }, { style, ...optional })

const element = byType({
  text: inline({ text: string({ min: 1 }) }),
  link: inline({ url: string({ min: 1 }) }, { text: string(), unsafe: flag }),
  emoji: inline({ name: string({ min: 1 }) }, { unicode: string(), url: string() }),
  user: inline({ user_id: string({ min: 1 }) }),
  usergroup: inline({ usergroup_id: string({ min: 1 }) }),
  channel: inline({ channel_id: string({ min: 1 }) }),
  team: inline({ team_id: string({ min: 1 }) }),
  broadcast: inline({ range: oneOf('here', 'channel', 'everyone') }),
  color: inline({ value: string({ min: 1 }) }),
  date: inline({ timestamp: integer(0, 1e11), format: string({ min: 1 }) }, { url: string(), fallback: string() }),
})

const border = integer(0, 1)
const section = fields({ type: kind, elements: list(element) })

/** A `rich_text` block without its own `block_id` rules, as inputs and tables hold it too. */
export const richText: Check = fields(
  {
    type: oneOf('rich_text'),
    elements: list(
      byType({
        rich_text_section: section,
        rich_text_quote: fields({ type: kind, elements: list(element) }, { border }),
        rich_text_preformatted: fields({ type: kind, elements: list(element) }, { border, language: string() }),
        rich_text_list: fields(
          { type: kind, elements: list(byType({ rich_text_section: section })), style: oneOf('bullet', 'ordered') },
          { indent: integer(0, 8), offset: integer(0, 1_000_000), border },
        ),
      }),
    ),
  },
  { block_id: string({ max: 255 }) },
)
