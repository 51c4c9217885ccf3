import type {
  ContextBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextQuote,
  RichTextSection,
  SectionBlock,
} from '@slack/types'

/** Elements of rich text parse nothing: no mentions, no links, no emoji. Slack refuses empty ones. */
export function text(content: string): RichTextElement {
  return { type: 'text', text: content }
}

export function bold(content: string): RichTextElement {
  return { type: 'text', text: content, style: { bold: true } }
}

export function italic(content: string): RichTextElement {
  return { type: 'text', text: content, style: { italic: true } }
}

export function line(...elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements }
}

/** Words as they are typed. */
export function code(content: string): RichTextElement {
  return { type: 'text', text: content, style: { code: true } }
}

/** Lines to be read or copied just as they stand. */
export function preformatted(content: string): RichTextBlockElement {
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: content }] }
}

/** A label of ours and a value of anybody's. */
export function labelled(label: string, value: string): RichTextElement[] {
  return [bold(`${label}: `), text(value)]
}

/** Words of others, behind a bar that our own lines never have; only our labels are bold there. */
export function quote(...elements: RichTextElement[]): RichTextQuote {
  return { type: 'rich_text_quote', elements }
}

export function list(...items: RichTextSection[]): RichTextBlockElement {
  return { type: 'rich_text_list', style: 'bullet', elements: items }
}

export function rich(...elements: RichTextBlockElement[]): RichTextBlock {
  return { type: 'rich_text', elements }
}

/** Text that Slack shows as it is, `:smile:` included. */
export function plain(content: string): PlainTextElement {
  return { type: 'plain_text', text: content, emoji: false }
}

/** Parsed text: our own words only, or words made `inert`. */
export function mrkdwn(content: string): MrkdwnElement {
  return { type: 'mrkdwn', text: content, verbatim: true }
}

/** The same as a paragraph. */
export function parsed(content: string): SectionBlock {
  return { type: 'section', text: mrkdwn(content) }
}

/** The same in small print. */
export function remark(content: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(content)] }
}
