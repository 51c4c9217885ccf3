import { viewProblems } from '../block-limits.ts'
import { type Json, objectsIn, stringIn } from '../json.ts'
import { randomId, type Trigger, type View, type World, withBlockIds } from '../state.ts'
import { type Method, needed, objectArg, SlackError, textArg } from './method.ts'
import { viewJson } from './shapes.ts'

const TRIGGER_LIFE_MS = 3000
const MAX_VIEW_BYTES = 250_000
/** https://docs.slack.dev/surfaces/modals: the first view and two more on top of it. */
const MAX_STACKED_VIEWS = 3

function definition(args: Json): Json {
  const view = needed(objectArg(args, 'view', 'invalid_arguments'), 'view')
  return checkedDefinition(view)
}

/** A view that Slack would take, or its refusal. */
export function checkedDefinition(view: Json): Json {
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW_BYTES) throw new SlackError('view_too_large')
  const messages = viewProblems(view).map((problem) => `[ERROR] ${problem}`)
  if (messages.length > 0) throw new SlackError('invalid_arguments', { response_metadata: { messages } })
  return view
}

function takeTrigger(world: World, args: Json): Trigger {
  const trigger = world.triggers.get(needed(textArg(args, 'trigger_id'), 'trigger_id'))
  if (trigger === undefined) throw new SlackError('invalid_trigger_id')
  if (trigger.used) throw new SlackError('exchanged_trigger_id')
  if (world.now() - trigger.madeAt > TRIGGER_LIFE_MS) throw new SlackError('expired_trigger_id')
  trigger.used = true
  return trigger
}

const newHash = (world: World) => `${Math.floor(world.now() / 1000)}.${randomId('').toLowerCase()}`

/** Puts a view before a person: alone, or on top of `below`. */
export function showModal(world: World, user: string, definition: Json, below?: View, triggeredBy?: string): View {
  refuseTakenExternalId(world, definition)
  const id = randomId('V')
  const view: View = {
    id,
    type: 'modal',
    user,
    hash: newHash(world),
    definition,
    blocks: withBlockIds(objectsIn(definition.blocks)),
    rootId: below?.rootId ?? id,
    previousId: below?.id,
    triggeredBy,
  }
  if (below === undefined) world.modals = world.modals.filter((open) => open.user !== user)
  world.modals.push(view)
  world.changed()
  return view
}

function refuseTakenExternalId(world: World, definition: Json, except?: View): void {
  const id = stringIn(definition, 'external_id') ?? ''
  const taken = [...world.modals, ...world.homes.values()].some(
    (open) => open !== except && open.definition.external_id === id,
  )
  if (id !== '' && taken) throw new SlackError('duplicate_external_id')
}

/** Draws an open view anew; what people typed stays where block_id and action_id stay. */
export function redraw(world: World, view: View, definition: Json): View {
  refuseTakenExternalId(world, definition, view)
  view.definition = definition
  view.blocks = withBlockIds(objectsIn(definition.blocks))
  view.hash = newHash(world)
  world.changed()
  return view
}

const open: Method = {
  tier: 4,
  scopes: [],
  run(world, args) {
    const view = definition(args)
    const trigger = takeTrigger(world, args)
    return { view: viewJson(world, showModal(world, trigger.user, view, undefined, trigger.id)) }
  },
}

const push: Method = {
  tier: 4,
  scopes: [],
  run(world, args) {
    const view = definition(args)
    const trigger = takeTrigger(world, args)
    const below = world.modals.filter((one) => one.user === trigger.user)
    const top = below.at(-1)
    if (top === undefined || trigger.viewId === undefined) throw new SlackError('invalid_trigger_id')
    if (below.length >= MAX_STACKED_VIEWS) throw new SlackError('push_limit_reached')
    return { view: viewJson(world, showModal(world, trigger.user, view, top, trigger.id)) }
  },
}

const update: Method = {
  tier: 4,
  scopes: [],
  run(world, args) {
    const fresh = definition(args)
    const id = textArg(args, 'view_id')
    const externalId = textArg(args, 'external_id')
    if (id === undefined && externalId === undefined) needed(undefined, 'view_id')
    const known = [...world.modals, ...world.homes.values()]
    const view = known.find((one) => (id === undefined ? one.definition.external_id === externalId : one.id === id))
    if (view === undefined) throw new SlackError('not_found')
    refuseOldHash(view, args)
    return { view: viewJson(world, redraw(world, view, fresh)) }
  },
}

const publish: Method = {
  tier: 4,
  scopes: [],
  run(world, args) {
    const fresh = definition(args)
    const user = needed(textArg(args, 'user_id'), 'user_id')
    if (fresh.type !== 'home') throw new SlackError('invalid_arguments')
    if (!world.users.has(user)) throw new SlackError('user_not_found')
    const shown = world.homes.get(user)
    if (shown !== undefined) {
      refuseOldHash(shown, args)
      return { view: viewJson(world, redraw(world, shown, fresh)) }
    }
    const id = randomId('V')
    const blank: View = {
      id,
      type: 'home',
      user,
      hash: '',
      definition: {},
      blocks: [],
      rootId: id,
      previousId: undefined,
      triggeredBy: undefined,
    }
    world.homes.set(user, blank)
    return { view: viewJson(world, redraw(world, blank, fresh)) }
  },
}

function refuseOldHash(view: View, args: Json): void {
  const hash = textArg(args, 'hash')
  if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict')
}

export const VIEW_METHODS: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
}
