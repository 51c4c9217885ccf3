import { isObject, type Json } from '../json.ts'
import { type Channel, findMessage, type Message, repliesTo, type User, type View, type World } from '../state.ts'

/** A message as the Web API and payloads show it. */
export function messageJson(world: World, message: Message): Json {
  const replies = repliesTo(world, message).filter((reply) => reply.onlyFor === undefined)
  const parent = message.threadTs === undefined ? undefined : findMessage(world, message.channel, message.threadTs)
  const isBot = message.user === world.bot.userId
  return {
    type: 'message',
    user: message.user,
    ...(isBot ? { bot_id: world.bot.botId, app_id: world.bot.appId } : {}),
    team: world.team.id,
    ts: message.ts,
    text: message.text,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs, parent_user_id: parent?.user }),
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    ...(message.editedTs === undefined ? {} : { edited: { user: message.user, ts: message.editedTs } }),
    ...(message.onlyFor === undefined ? {} : { is_ephemeral: true }),
    ...(replies.length === 0
      ? {}
      : { thread_ts: message.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts ?? message.ts }),
  }
}

export function userJson(world: World, user: User): Json {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted,
    color: user.color,
    real_name: user.realName,
    tz: user.tz,
    tz_label: 'Eastern Standard Time',
    tz_offset: user.tzOffsetS,
    profile: {
      real_name: user.realName,
      display_name: user.realName.split(' ')[0],
      email: user.email,
      team: user.teamId,
      ...(user.isBot ? { bot_id: world.bot.botId, api_app_id: world.bot.appId } : {}),
    },
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.isGuest,
    is_ultra_restricted: false,
    is_bot: user.isBot,
    is_stranger: user.teamId !== world.team.id,
    is_app_user: false,
    updated: 1_790_000_000,
  }
}

export function channelJson(world: World, channel: Channel): Json {
  if (channel.im !== undefined) {
    return { id: channel.id, is_im: true, is_archived: false, user: channel.im, created: 1_790_000_000 }
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_general: channel.name === 'general',
    is_shared: channel.isShared,
    is_ext_shared: channel.isShared,
    is_org_shared: false,
    is_member: channel.members.has(world.bot.userId),
    created: 1_790_000_000,
    creator: 'U0ALEX',
    context_team_id: world.team.id,
    topic: { value: channel.topic, creator: 'U0ALEX', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  }
}

/** A view as the Web API and payloads show it; `values` is what stands in its inputs. */
export function viewJson(world: World, view: View, values: Json = {}): Json {
  const { title, submit, close, callback_id, private_metadata, external_id } = view.definition
  return {
    id: view.id,
    team_id: world.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: private_metadata ?? '',
    callback_id: callback_id ?? '',
    external_id: external_id ?? '',
    state: { values },
    hash: view.hash,
    title: isObject(title) ? { emoji: true, ...title } : { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.definition.clear_on_close === true,
    notify_on_close: view.definition.notify_on_close === true,
    close: close ?? null,
    submit: submit ?? null,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: world.bot.appId,
    app_installed_team_id: world.team.id,
    bot_id: world.bot.botId,
  }
}
