import { BLOCKS, type Surface } from './block-kit/blocks.ts'
import { fields, flag, list, oneOf, string } from './block-kit/checks.ts'
import { plainText } from './block-kit/objects.ts'
import { isObject, type Json, objectsIn, stringIn } from './json.ts'

const MAX_BLOCKS: Record<Surface, number> = { message: 50, modal: 100, home: 100 }
/** Undocumented: Slack refuses somewhere between 12,000 and 13,300 characters; the strict end is taken. */
export const MAX_MESSAGE_CHARACTERS = 12_000

/** What Slack would say of these blocks, each line ending in a JSON pointer; empty when it would take them. */
export function blockKitProblems(blocks: unknown, surface: Surface, pointer = '/blocks'): string[] {
  const problems = list(BLOCKS[surface], { max: MAX_BLOCKS[surface] })(blocks, pointer)
  return problems.length > 0 ? problems : repeatedIds(objectsIn(blocks), pointer)
}

/** What Slack would say of a modal or a Home tab. */
export function viewProblems(view: unknown): string[] {
  const surface = stringIn(view, 'type') === 'home' ? 'home' : 'modal'
  const shared = {
    private_metadata: string({ max: 3000 }),
    callback_id: string({ max: 255 }),
    external_id: string({ max: 255 }),
  }
  const blocks = { blocks: (value: unknown, pointer: string) => blockKitProblems(value, surface, pointer) }
  if (surface === 'home') return fields({ type: oneOf('home'), ...blocks }, shared)(view, '/view')
  const problems = fields(
    { type: oneOf('modal'), title: plainText(24), ...blocks },
    {
      ...shared,
      submit: plainText(24),
      close: plainText(24),
      clear_on_close: flag,
      notify_on_close: flag,
      submit_disabled: flag,
    },
  )(view, '/view')
  return [...problems, ...(isObject(view) ? missingSubmit(view) : [])]
}

function missingSubmit(view: Json): string[] {
  const asks = objectsIn(view.blocks).some((block) => block.type === 'input')
  return asks && view.submit === undefined ? ['missing required field: submit [json-pointer:/view]'] : []
}

/** All the characters of a message's blocks, as `msg_blocks_too_long` counts them. */
export function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + charactersIn(one), 0)
  if (!isObject(value)) return 0
  const own = typeof value.text === 'string' ? [...value.text].length : 0
  return Object.values(value).reduce<number>((sum, one) => sum + charactersIn(one), own)
}

/** The elements of a block that a person can use, in reading order. */
export function elementsOf(block: Json): Json[] {
  const own = [
    ...objectsIn(block.elements),
    ...objectsIn([block.accessory, block.element]),
    ...objectsIn(block.actions),
  ]
  return own.filter((element) => element.type !== 'image' && element.type !== 'plain_text' && element.type !== 'mrkdwn')
}

/** The blocks with those inside containers and carousels. */
export function allBlocks(blocks: readonly Json[]): Json[] {
  return blocks.flatMap((block) => [
    block,
    ...allBlocks(objectsIn(block.child_blocks)),
    ...(block.type === 'carousel' ? allBlocks(objectsIn(block.elements)) : []),
  ])
}

function repeatedIds(blocks: readonly Json[], pointer: string): string[] {
  const ids = repeated(allBlocks(blocks).map((block) => block.block_id))
  const problems = ids.map((id) => `\`block_id\` already exists: ${id} [json-pointer:${pointer}]`)
  for (const [at, block] of blocks.entries()) {
    const twice = repeated(elementsOf(block).map((element) => element.action_id))
    problems.push(...twice.map((id) => `\`action_id\` already exists: ${id} [json-pointer:${pointer}/${at}]`))
  }
  const focused = blocks.flatMap(elementsOf).filter((element) => element.focus_on_load === true)
  if (focused.length > 1) problems.push(`only one element may have focus_on_load [json-pointer:${pointer}]`)
  return problems
}

function repeated(ids: readonly unknown[]): string[] {
  const named = ids.filter((id) => typeof id === 'string')
  return [...new Set(named.filter((id, at) => named.indexOf(id) !== at))]
}
