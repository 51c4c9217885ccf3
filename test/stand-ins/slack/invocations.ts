import { channelJson, messageJson, viewJson } from './api/shapes.ts'
import { common, type Touch } from './interactions.ts'
import { type Json, stringIn } from './json.ts'
import { type Message, newResponseUrl, newTrigger, nextTs, type Trigger, type View, type World } from './state.ts'

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
    text: rest.length === 0 ? '' : marked(world, typed.trim().slice(command.length).trim()),
    api_app_id: world.bot.appId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(world, 'commands', { user, channel: channelId, source: undefined }),
    trigger_id: trigger.id,
  }
  return { fields, trigger }
}

/** People and channels that are named, as `should_escape` has Slack write them. */
function marked(world: World, text: string): string {
  const [users, channels] = [[...world.users.values()], [...world.channels.values()]]
  return text.replace(/(?<![^\s=])([@#])([\w.-]+)/g, (typed, sign: string, name: string) => {
    const one = (sign === '@' ? users : channels).find((it) => it.name === name.toLowerCase())
    return one ? `<${sign}${one.id}|${one.name}>` : typed
  })
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
