import { channelJson, messageJson, viewJson } from './api/shapes.ts'
import { type Given, inputState, inputsOf, stateValues, type Values } from './inputs.ts'
import { type Json, stringIn } from './json.ts'
import { type Message, newResponseUrl, newTrigger, nextTs, type Trigger, type View, type World } from './state.ts'

/** What a person touched: an element in a block, with the option or words they chose. */
export type Touch = { block: Json; element: Json; given: Given | undefined }

function common(world: World, userId: string): Json {
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

export function globalShortcut(world: World, user: string, callbackId: string): { payload: Json; trigger: Trigger } {
  const trigger = newTrigger(world, user)
  const payload = {
    type: 'shortcut',
    ...common(world, user),
    callback_id: callbackId,
    trigger_id: trigger.id,
    action_ts: nextTs(world),
  }
  return { payload, trigger }
}

export function messageShortcut(
  world: World,
  user: string,
  message: Message,
  callbackId: string,
): { payload: Json; trigger: Trigger } {
  const trigger = newTrigger(world, user)
  const channel = world.channels.get(message.channel)
  const payload = {
    type: 'message_action',
    ...common(world, user),
    callback_id: callbackId,
    trigger_id: trigger.id,
    action_ts: nextTs(world),
    message_ts: message.ts,
    message: messageJson(world, message),
    channel: { id: message.channel, name: channel?.name ?? '' },
    response_url: newResponseUrl(world, 'actions', {
      user,
      channel: message.channel,
      source: { ts: message.ts, threadTs: message.threadTs },
    }),
  }
  return { payload, trigger }
}

/** The form of a slash command. */
export function slashCommand(
  world: World,
  user: string,
  channelId: string,
  typed: string,
): { fields: Record<string, string>; trigger: Trigger } {
  const trigger = newTrigger(world, user)
  const [command = '', ...rest] = typed.trim().split(/\s+/)
  const channel = world.channels.get(channelId)
  const fields = {
    token: 'legacy-verification-token',
    team_id: world.team.id,
    team_domain: world.team.domain,
    channel_id: channelId,
    channel_name: channel === undefined ? '' : channel.im === undefined ? channel.name : 'directmessage',
    user_id: user,
    user_name: world.users.get(user)?.name ?? '',
    command,
    text: rest.length === 0 ? '' : typed.trim().slice(command.length).trim(),
    api_app_id: world.bot.appId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(world, 'commands', { user, channel: channelId, source: undefined }),
    trigger_id: trigger.id,
  }
  return { fields, trigger }
}

/** The question an external select asks while a person types. */
export function suggestionRequest(
  world: World,
  user: string,
  where: { view: View } | { message: Message },
  touch: Touch,
  typed: string,
): Json {
  const place =
    'view' in where
      ? { container: { type: 'view', view_id: where.view.id }, view: viewJson(world, where.view) }
      : {
          container: { type: 'message', message_ts: where.message.ts, channel_id: where.message.channel },
          channel: channelJson(world, world.channels.get(where.message.channel) ?? missing(where.message.channel)),
          message: messageJson(world, where.message),
        }
  return {
    type: 'block_suggestion',
    ...common(world, user),
    ...place,
    action_id: stringIn(touch.element, 'action_id') ?? '',
    block_id: touch.block.block_id,
    value: typed,
  }
}

function missing(channel: string): never {
  throw new Error(`there is no channel ${channel}`)
}
