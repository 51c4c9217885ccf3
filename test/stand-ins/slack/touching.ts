import { allBlocks, elementsOf } from './block-limits.ts'
import { type Given, optionsOf } from './inputs.ts'
import type { Touch } from './interactions.ts'
import { isObject, type Json, objectsIn, wordsOf } from './json.ts'

/** Which thing on the screen is meant: by action id, or by the words on the button or menu entry. */
export type Target = {
  actionId?: string | undefined
  text?: string | undefined
  blockId?: string | undefined
  given?: Given | undefined
}

/** Finds what a person means on the screen; throws with what there is when it is not there. */
export function findTouch(blocks: readonly Json[], target: Target): Touch {
  const touches = allBlocks(blocks)
    .filter((block) => target.blockId === undefined || block.block_id === target.blockId)
    .flatMap((block) => elementsOf(block).map((element) => ({ block, element })))
  for (const { block, element } of touches) {
    const option = optionNamed(element, target.text)
    const isMeant =
      target.actionId === undefined ? labelOf(element) === target.text : element.action_id === target.actionId
    if (target.actionId === undefined && option !== undefined) return { block, element, given: option }
    if (isMeant) return { block, element, given: target.given ?? option }
  }
  const there = touches.flatMap(({ element }) => [
    labelOf(element),
    ...optionsOf(element).map((one) => wordsOf(one.text)),
  ])
  throw new Error(`nothing to use for ${JSON.stringify(target)}; there is: ${there.join(', ') || 'nothing'}`)
}

function labelOf(element: Json): string {
  return wordsOf(element.text) || String(element.action_id ?? '')
}

/** The state of a menu whose entry has these words. */
function optionNamed(element: Json, text: string | undefined): Json | undefined {
  if (text === undefined) return undefined
  const option = optionsOf(element).find((one) => wordsOf(one.text) === text)
  const thumb = objectsIn([element.positive_button, element.negative_button]).find((one) => wordsOf(one.text) === text)
  if (thumb !== undefined) return thumb
  return isObject(option) ? { selected_option: option } : undefined
}
