import type { InputBlock, PlainTextOption } from '@slack/types'
import { LINES } from '../blocks/line-buttons.ts'
import { plain } from '../blocks/rich.ts'
import { beginning, oneLine } from '../blocks/text.ts'
import { WORDS } from '../words/words.ts'
import type { Input } from './input.ts'

const LONGEST_TEXT = 3000
const LONGEST_LINE = 500
const OPTIONS_MAX = 100
const OPTION_MAX = 75
const HINT_MAX = 1000

/** The block of a question. `step` is how often its form was shown with answers of ours in it. */
export function blockId(flag: string, { step }: { step: number }): string {
  return step > 0 ? `${flag}~${step}` : flag
}

/** A question as Slack asks it, with what is given filled in. */
export function inputBlock(input: Input, meta: { step: number }, given: readonly string[]): InputBlock {
  const { flag, label, optional, hint, redraws } = input
  return {
    type: 'input',
    block_id: blockId(flag, meta),
    label: plain(label),
    ...(optional && { optional }),
    ...(hint && { hint: plain(oneLine(hint, HINT_MAX)) }),
    ...(redraws && { dispatch_action: true }),
    element: element(input, given),
  }
}

function element({ flag, kind, options = [], redraws }: Input, given: readonly string[]): InputBlock['element'] {
  const [first = ''] = given
  const action_id = redraws ? `${LINES.choice}.${flag}` : flag
  const most = kind === 'text' ? LONGEST_LINE : LONGEST_TEXT
  const shared = { action_id, ...(first && { initial_value: beginning(first, most, Number.POSITIVE_INFINITY) }) }
  switch (kind) {
    case 'text':
      return { type: 'plain_text_input', ...shared, max_length: LONGEST_LINE }
    case 'long':
      return { type: 'plain_text_input', ...shared, multiline: true, max_length: LONGEST_TEXT }
    case 'email':
      return { type: 'email_text_input', ...shared }
    case 'url':
      return { type: 'url_text_input', ...shared }
    case 'channel':
      return {
        type: 'conversations_select',
        action_id,
        filter: { include: ['public', 'private'] },
        ...(first && { initial_conversation: first }),
      }
    case 'user':
      return { type: 'users_select', action_id, ...(first && { initial_user: first }) }
    case 'users':
      return { type: 'multi_users_select', action_id, ...(first && { initial_users: [...given] }) }
    default:
      return choice(action_id, kind, options.slice(0, OPTIONS_MAX).map(option), given)
  }
}

function choice(
  action_id: string,
  kind: 'one' | 'some',
  options: PlainTextOption[],
  given: readonly string[],
): InputBlock['element'] {
  const chosen = options.filter(({ value }) => value !== undefined && given.includes(value))
  const [first] = chosen
  const shared = { action_id, placeholder: plain(WORDS.command.pick), options }
  if (kind === 'one') return { type: 'static_select', ...shared, ...(first && { initial_option: first }) }
  return { type: 'multi_static_select', ...shared, ...(first && { initial_options: chosen }) }
}

function option(name: string): PlainTextOption {
  return { text: plain(oneLine(name, OPTION_MAX) || '?'), value: name }
}
