import type { Notice } from '../lead/post.ts'
import type { SlackMessage } from './card.ts'
import { plain } from './rich.ts'
import { inert, oneLine } from './text.ts'
import { WORDS } from './words.ts'

const NAME_MAX = 60
const DETAIL_MAX = 300

/** What admins are told about a destination; its name and a receiver's words stand where Slack parses nothing. */
export function noticeMessage(notice: Notice): SlackMessage {
  const text = wordsOf(notice)
  return { text: inert(text), blocks: [{ type: 'section', text: plain(text) }] }
}

function wordsOf({ what, destination, detail, progress }: Notice): string {
  const name = oneLine(destination, NAME_MAX)
  const why = oneLine(detail, DETAIL_MAX)
  const { done, total } = progress ?? { done: 0, total: 0 }
  switch (what) {
    case 'failing':
    case 'disabled':
    case 'parked':
      return WORDS.notice[what](name, why)
    case 'recovered':
      return WORDS.notice.recovered(name)
    case 'replayed':
      return WORDS.notice.replayed(name, done)
    default:
      return WORDS.notice[what](name, done, total)
  }
}
