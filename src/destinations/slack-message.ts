import type { Json, JsonObject } from '../handoff/mapping/json.ts'
import { gistOf, line } from './gist.ts'
import type { Work } from './kind.ts'

/** Marks our messages, so that they can be told from others. */
export const EVENT_TYPE = 'greenlight_handoff'
const LONGEST_LINE = 600
const MOST_LINES = 12
const POSTED_AGAIN = 'This may be here twice: Slack did not say whether it took it the first time.'

type Piece = { type: 'text'; text: string; style?: Json } | { type: 'link'; url: string; text: string }

/** What is said, the first line in bold; null where a mapping says nothing. */
export function linesOf(work: Work): string[] | null {
  const { mapped } = work
  const { headline, why, reach } = gistOf(work)
  const lines = mapped === undefined ? [headline, reach, why] : typeof mapped === 'string' ? mapped.split('\n') : []
  const said = lines.flatMap((one) => line(one, LONGEST_LINE) ?? [])
  return said.length > 0 ? said.slice(0, MOST_LINES) : null
}

/** Rich text, in which nothing is parsed: no mentions, no links but our own. */
export function message(work: Work, lines: string[], isAgain: boolean): JsonObject {
  const { link } = gistOf(work)
  const pieces: Piece[] = lines.map((text, i) =>
    i === 0 ? { type: 'text', text, style: { bold: true } } : { type: 'text', text: `\n${text}` },
  )
  if (link) pieces.push({ type: 'text', text: '\n' }, { type: 'link', url: link, text: 'Open the lead' })
  if (isAgain) pieces.push({ type: 'text', text: `\n${POSTED_AGAIN}`, style: { italic: true } })
  return {
    channel: work.setting('channel'),
    text: inert(lines.slice(0, 1).join()),
    blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: pieces }] }],
    metadata: { event_type: EVENT_TYPE, event_payload: { handoff_id: work.handoff.id } },
    unfurl_links: false,
    unfurl_media: false,
  }
}

/** The text that notifications show is parsed, unless it is escaped. */
function inert(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
