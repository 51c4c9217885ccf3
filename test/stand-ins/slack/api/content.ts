import { blockKitProblems, charactersIn, MAX_MESSAGE_CHARACTERS } from '../block-limits.ts'
import { type Json, objectsIn } from '../json.ts'
import { type Block, withBlockIds } from '../state.ts'
import { jsonArg, SlackError, textArg } from './method.ts'

/** https://docs.slack.dev/reference/methods/chat.postMessage: longer text is cut or refused. */
const MAX_TEXT = 40_000

/** What a message says: its text and blocks, checked as Slack checks them. `blocks` is undefined when none were given. */
export function messageContent(args: Json, maxText = MAX_TEXT): { text: string; blocks: Block[] | undefined } {
  const text = textArg(args, 'text') ?? textArg(args, 'markdown_text') ?? ''
  const given = jsonArg(args, 'blocks', 'invalid_blocks_format')
  if (Buffer.byteLength(text) > maxText) throw new SlackError('msg_too_long')
  if (given === undefined) {
    if (text.trim() === '') throw new SlackError('no_text')
    return { text, blocks: undefined }
  }
  if (!Array.isArray(given)) throw new SlackError('invalid_blocks_format')
  const problems = blockKitProblems(given, 'message')
  if (problems.length > 0) {
    const messages = problems.map((problem) => `[ERROR] ${problem}`)
    throw new SlackError('invalid_blocks', { errors: problems, response_metadata: { messages } })
  }
  if (charactersIn(given) > MAX_MESSAGE_CHARACTERS) throw new SlackError('msg_blocks_too_long')
  if (given.length === 0 && text.trim() === '') throw new SlackError('no_text')
  return { text, blocks: withBlockIds(objectsIn(given)) }
}
