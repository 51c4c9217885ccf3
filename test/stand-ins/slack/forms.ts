import { checkedDefinition, redraw, showModal } from './api/views.ts'
import type { Ack } from './delivery.ts'
import { isObject, type Json, stringIn } from './json.ts'
import type { View, World } from './state.ts'

/** What Slack shows in a modal whose app did not answer, or answered with something it cannot use. */
const FORM_TROUBLE = 'We had some trouble connecting. Try again?'

/** What a submitted modal shows next: errors at its fields, or a warning; neither when all went well. */
export type FormOutcome = { errors: Record<string, string>; warning: string | undefined }

const fine: FormOutcome = { errors: {}, warning: undefined }
const trouble: FormOutcome = { errors: {}, warning: FORM_TROUBLE }

/** Does what the product answered to a submitted modal: closes it, or follows its `response_action`. */
export function followResponseAction(world: World, view: View, ack: Ack): FormOutcome {
  if (ack.status !== 200) return trouble
  const answer = parsed(ack.body)
  if (answer === undefined) return trouble
  try {
    return follow(world, view, answer)
  } catch {
    return trouble
  }
}

function parsed(body: string): Json | undefined {
  if (body.trim() === '') return {}
  try {
    const answer: unknown = JSON.parse(body)
    return isObject(answer) ? answer : undefined
  } catch {
    return undefined
  }
}

function follow(world: World, view: View, answer: Json): FormOutcome {
  switch (answer.response_action) {
    case undefined:
      closeModal(world, view)
      return fine
    case 'clear':
      closeAllOf(world, view.user)
      return fine
    case 'errors':
      return fieldErrors(view, answer.errors)
    case 'update':
      redraw(world, view, checkedDefinition(isObject(answer.view) ? answer.view : {}))
      return fine
    case 'push':
      showModal(world, view.user, checkedDefinition(isObject(answer.view) ? answer.view : {}), view)
      return fine
    default:
      return trouble
  }
}

/** Slack takes errors only for input blocks that are there. */
function fieldErrors(view: View, given: unknown): FormOutcome {
  const inputs = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id))
  const errors: Record<string, string> = {}
  for (const blockId of Object.keys(isObject(given) ? given : {})) {
    const words = stringIn(given, blockId)
    if (!inputs.has(blockId) || words === undefined) return trouble
    errors[blockId] = words
  }
  return Object.keys(errors).length === 0 ? trouble : { errors, warning: undefined }
}

export function closeModal(world: World, view: View): void {
  world.modals = world.modals.filter((open) => open !== view)
  world.changed()
}

export function closeAllOf(world: World, user: string): View[] {
  const closed = world.modals.filter((open) => open.user === user)
  world.modals = world.modals.filter((open) => open.user !== user)
  world.changed()
  return closed
}
