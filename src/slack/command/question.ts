import { LINES, lineButton } from '../blocks/line-buttons.ts'
import { parsed, plain } from '../blocks/rich.ts'
import { cut, inert } from '../blocks/text.ts'
import type { SlackMessage } from '../card/card.ts'
import { WORDS } from '../words/words.ts'

const ASKED_FOR_MS = 5 * 60_000
const WORDS_MAX = 2800

/** Asks whether a line is meant. The answer counts from the same person only, and not for long. */
export function question(line: string, user: string, now: Date): SlackMessage {
  const words = WORDS.command.confirm(line)
  const carried = { line, user, until: now.getTime() + ASKED_FOR_MS }
  return {
    text: inert(words),
    blocks: [
      { type: 'section', text: plain(cut(words, WORDS_MAX)) },
      {
        type: 'actions',
        elements: [
          { ...lineButton('confirm', WORDS.command.confirmYes, carried), style: 'danger' },
          { type: 'button', action_id: LINES.cancel, text: plain(WORDS.command.confirmNo) },
        ],
      },
    ],
  }
}

/** Words of ours, and nothing else. */
export function saying(words: string): SlackMessage {
  return { text: words, blocks: [parsed(cut(words, WORDS_MAX))] }
}
