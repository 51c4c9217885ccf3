import { messageJson, viewJson } from './api/shapes.ts'
import { type Given, inputState, inputsOf, stateValues, type Values } from './inputs.ts'
import type { Json } from './json.ts'
import { type Message, newResponseUrl, newTrigger, nextTs, type Trigger, type View, type World } from './state.ts'

/** What a person touched: an element in a block, with the option or words they chose. */
export type Touch = { block: Json; element: Json; given: Given | undefined }

/** What every interaction says of the person, the app and the workspace. */
export function common(world: World, userId: string): Json {
  const user = world.users.get(userId)
  return {
    user: { id: userId, username: user?.name ?? '', name: user?.name ?? '', team_id: user?.teamId ?? world.team.id },
    api_app_id: world.bot.appId,
    token: 'legacy-verification-token',
    team: { id: world.team.id, domain: world.team.domain },
    enterprise: null,
    is_enterprise_install: false,
  }
}

/** The `actions` entry of a block_actions payload. */
function actionJson(world: World, { block, element, given }: Touch): Json {
  const isInput = inputsOf(block).includes(element)
  const { text, value, url, confirm, style, placeholder } = element
  const shown = Object.entries({ text, value, url, confirm, style, placeholder }).filter(
    ([, held]) => held !== undefined,
  )
  return {
    type: element.type,
    action_id: element.action_id ?? '',
    block_id: block.block_id,
    action_ts: nextTs(world),
    ...Object.fromEntries(shown),
    ...(isInput ? inputState(element, given) : {}),
  }
}

/** The payload of a click or choice in a message, ephemeral or not. */
export function messageAction(
  world: World,
  user: string,
  message: Message,
  touch: Touch,
): { payload: Json; trigger: Trigger } {
  const trigger = newTrigger(world, user)
  const channel = world.channels.get(message.channel)
  const values = { [String(touch.block.block_id)]: { [String(touch.element.action_id)]: touch.given ?? null } }
  const payload = {
    type: 'block_actions',
    ...common(world, user),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.onlyFor !== undefined,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    trigger_id: trigger.id,
    channel: { id: message.channel, name: channel?.im === undefined ? channel?.name : 'directmessage' },
    ...(message.onlyFor === undefined ? { message: messageJson(world, message) } : {}),
    state: { values: stateValues(message.blocks, touch.given === undefined ? {} : values) },
    response_url: newResponseUrl(world, 'actions', {
      user,
      channel: message.channel,
      source: { ts: message.ts, threadTs: message.threadTs },
    }),
    actions: [actionJson(world, touch)],
  }
  return { payload, trigger }
}

/** The payload of a click or choice in a modal or on the Home tab. */
export function viewAction(
  world: World,
  user: string,
  view: View,
  touch: Touch,
  values: Values,
): { payload: Json; trigger: Trigger } {
  const trigger = newTrigger(world, user, view.id)
  const payload = {
    type: 'block_actions',
    ...common(world, user),
    container: { type: 'view', view_id: view.id },
    trigger_id: trigger.id,
    view: viewJson(world, view, stateValues(view.blocks, values)),
    actions: [actionJson(world, touch)],
  }
  return { payload, trigger }
}

export function viewSubmission(world: World, view: View, values: Values): { payload: Json; trigger: Trigger } {
  const trigger = newTrigger(world, view.user, view.id)
  const payload = {
    type: 'view_submission',
    ...common(world, view.user),
    trigger_id: trigger.id,
    view: viewJson(world, view, stateValues(view.blocks, values)),
    response_urls: [],
  }
  return { payload, trigger }
}

export function viewClosed(world: World, view: View, isCleared: boolean): Json {
  return { type: 'view_closed', ...common(world, view.user), view: viewJson(world, view), is_cleared: isCleared }
}
