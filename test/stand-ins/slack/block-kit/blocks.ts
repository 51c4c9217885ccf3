import { also, anything, byType, type Check, fields, flag, integer, list, oneOf, string } from './checks.ts'
import { accessory, actionsElement, cardButton, contextAction, image, inputElement } from './elements.ts'
import { anyText, mrkdwn, plainText, slackFile, webAddress } from './objects.ts'
import { richText } from './rich-text.ts'

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home'

const blockId = { block_id: string({ max: 255 }) }
const kind = { type: string() }
const block = (required: Record<string, Check>, optional: Record<string, Check> = {}) =>
  fields({ ...kind, ...required }, { ...blockId, ...optional })

const cell = byType({
  raw_text: fields({ ...kind, text: string({ min: 1 }) }),
  raw_number: fields({ ...kind, value: anything, text: string({ min: 1 }) }),
  rich_text: richText,
})
const rows = (columns: number) => list(list(cell, { min: 1, max: columns }), { min: 1, max: 100 })

const everywhere: Record<string, Check> = {
  section: also(
    block({}, { text: anyText(3000), fields: list(anyText(2000), { min: 1, max: 10 }), accessory, expand: flag }),
    (value) => (value.text === undefined && value.fields === undefined ? 'must have text or fields' : undefined),
  ),
  header: block({ text: plainText(150) }, { level: integer(1, 4) }),
  divider: block({}),
  context: block({
    elements: list(byType({ image, plain_text: plainText(3000), mrkdwn: mrkdwn(3000) }), { min: 1, max: 10 }),
  }),
  actions: block({ elements: list(actionsElement, { min: 1, max: 25 }) }),
  image: also(
    block(
      { alt_text: string({ min: 1, max: 2000 }) },
      { image_url: webAddress, slack_file: slackFile, title: plainText(2000) },
    ),
    (value) =>
      (value.image_url === undefined) === (value.slack_file === undefined)
        ? 'must have image_url or slack_file'
        : undefined,
  ),
  rich_text: richText,
  video: block(
    { video_url: webAddress, thumbnail_url: webAddress, alt_text: string({ min: 1 }), title: plainText(200) },
    {
      title_url: webAddress,
      author_name: string({ max: 50 }),
      provider_name: string(),
      provider_icon_url: webAddress,
      description: plainText(200),
    },
  ),
  input: block(
    { label: plainText(2000), element: inputElement },
    { hint: plainText(2000), optional: flag, dispatch_action: flag },
  ),
}

const card = also(
  block(
    {},
    {
      hero_image: image,
      icon: image,
      title: mrkdwn(150),
      subtitle: mrkdwn(150),
      body: mrkdwn(200),
      actions: list(cardButton, { min: 1, max: 3 }),
    },
  ),
  (value) =>
    (value.hero_image ?? value.title ?? value.actions ?? value.body)
      ? undefined
      : 'must have hero_image, title, actions or body',
)

const container = also(
  block(
    { child_blocks: list(byType(everywhere), { min: 1, max: 10 }) },
    {
      title: plainText(150),
      rich_text_title: richText,
      subtitle: anyText(150),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: image,
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
  ),
  (value) => ((value.title ?? value.rich_text_title) ? undefined : 'must have title or rich_text_title'),
)

const tables: Record<string, Check> = {
  table: block({ rows: rows(20) }, { column_settings: list(anything, { max: 20 }) }),
  data_table: block(
    { rows: rows(20), caption: string({ min: 1 }) },
    { page_size: integer(1, 100), row_header_column_index: integer(0, 19) },
  ),
}

const alert = block({ text: anyText(3000) }, { level: oneOf('default', 'info', 'warning', 'error', 'success') })
const markdown = block({ text: string({ min: 1, max: 12_000 }) })
const cards = { card, container, carousel: block({ elements: list(byType({ card }), { min: 1, max: 10 }) }) }

/** What each surface takes; `alert` is for modals only, tables and markdown for messages and Home. */
export const BLOCKS: Record<Surface, Check> = {
  message: byType({
    ...everywhere,
    ...tables,
    ...cards,
    markdown,
    context_actions: block({ elements: list(contextAction, { min: 1, max: 5 }) }),
  }),
  modal: byType({ ...everywhere, ...tables, ...cards, alert }),
  home: byType({ ...everywhere, ...tables, ...cards, markdown }),
}
