import type { KnownBlock, RichTextBlock } from '@slack/types'
import { WORDS } from '../words/words.ts'
import { bold, line, quote, rich, text } from './rich.ts'
import { pieces } from './text.ts'

const PIECE_MAX = 2800
/** Slack refuses views near 250 kB; a long part of one gets this much of UTF-8. */
const LONG_PART_BYTES = 80_000

/** Strangers' text over as many blocks as it takes, each behind the bar. */
export function long(heading: string, content: string, most: number): KnownBlock[] {
  const all = quoted(content)
  return all.length > 0 ? [rich(line(bold(heading))), ...fitting(all, most)] : []
}

/** A text in blocks of what Slack takes each. */
export function quoted(content: string): RichTextBlock[] {
  return pieces(content, PIECE_MAX).map((piece) => rich(quote(text(piece))))
}

/** As many blocks as a view holds of them, and a word about those that it does not. */
export function fitting(blocks: RichTextBlock[], most: number): RichTextBlock[] {
  let bytes = 0
  const kept = blocks.slice(0, most).filter((block) => {
    bytes += Buffer.byteLength(JSON.stringify(block))
    return bytes <= LONG_PART_BYTES
  })
  const cutOff = blocks.length - kept.length
  return cutOff > 0 ? [...kept, rich(line(text(WORDS.details.more(cutOff))))] : kept
}
