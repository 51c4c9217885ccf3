import type { Json } from '../json.ts'
import { type Channel, directMessage, type World } from '../state.ts'
import { visibleChannel } from './chat.ts'
import { flagArg, type Method, needed, page, SlackError, textArg } from './method.ts'
import { channelJson, messageJson } from './shapes.ts'

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read']

function channelArg(world: World, args: Json): Channel {
  const id = needed(textArg(args, 'channel'), 'channel')
  if (!world.channels.has(id)) throw new SlackError('channel_not_found')
  return visibleChannel(world, id)
}

const info: Method = {
  tier: 3,
  scopes: READ,
  run(world, args) {
    const channel = channelArg(world, args)
    const count = flagArg(args, 'include_num_members') ? { num_members: channel.members.size } : {}
    return { channel: { ...channelJson(world, channel), ...count } }
  },
}

const KINDS: Record<string, (channel: Channel) => boolean> = {
  public_channel: (channel) => channel.im === undefined && !channel.isPrivate,
  private_channel: (channel) => channel.im === undefined && channel.isPrivate,
  im: (channel) => channel.im !== undefined,
  mpim: () => false,
}

const list: Method = {
  tier: 2,
  scopes: READ,
  run(world, args) {
    const kinds = (textArg(args, 'types') ?? 'public_channel').split(',').map((kind) => KINDS[kind.trim()])
    if (kinds.includes(undefined)) throw new SlackError('invalid_types')
    const shown = [...world.channels.values()].filter(
      (channel) =>
        kinds.some((isKind) => isKind?.(channel)) &&
        (!channel.isPrivate || channel.members.has(world.bot.userId)) &&
        !(channel.isArchived && flagArg(args, 'exclude_archived')),
    )
    const { items, response_metadata } = page(shown, args)
    return { channels: items.map((channel) => channelJson(world, channel)), response_metadata }
  },
}

/** The channel's own messages, newest first, that bots with its history may read. */
const history: Method = {
  tier: 3,
  scopes: ['channels:history', 'groups:history'],
  run(world, args) {
    const channel = channelArg(world, args)
    if (!channel.members.has(world.bot.userId)) throw new SlackError('not_in_channel')
    const [oldest, latest] = [Number(textArg(args, 'oldest') ?? 0), Number(textArg(args, 'latest') ?? Number.MAX_VALUE)]
    const within = [...world.messages.values()].filter(
      (one) =>
        one.channel === channel.id &&
        one.onlyFor === undefined &&
        (one.threadTs === undefined || one.broadcast) &&
        Number(one.ts) > oldest &&
        Number(one.ts) < latest,
    )
    const { items, response_metadata } = page(within.toReversed(), args)
    const messages = items.map((message) => {
      const { metadata, ...rest } = messageJson(world, message)
      return flagArg(args, 'include_all_metadata') && metadata ? { ...rest, metadata } : rest
    })
    return { messages, has_more: response_metadata.next_cursor !== '', response_metadata }
  },
}

const open: Method = {
  tier: 3,
  scopes: ['im:write'],
  run(world, args) {
    const users = (textArg(args, 'users') ?? '').split(',').filter((id) => id !== '')
    const [user] = users
    if (user === undefined) throw new SlackError('users_list_not_supplied')
    if (users.length > 1) throw new SlackError('missing_scope', { needed: 'mpim:write' })
    if (!world.users.has(user)) throw new SlackError('user_not_found')
    if (user === world.bot.userId) throw new SlackError('cannot_dm_bot')
    const channel = directMessage(world, user)
    return { channel: flagArg(args, 'return_im') ? channelJson(world, channel) : { id: channel.id } }
  },
}

const join: Method = {
  tier: 3,
  scopes: ['channels:join'],
  run(world, args) {
    const channel = channelArg(world, args)
    if (channel.isPrivate) throw new SlackError('method_not_supported_for_channel_type')
    if (channel.isArchived) throw new SlackError('is_archived')
    channel.members.add(world.bot.userId)
    world.changed()
    return { channel: channelJson(world, channel) }
  },
}

const members: Method = {
  tier: 4,
  scopes: READ,
  run(world, args) {
    const { items, response_metadata } = page([...channelArg(world, args).members], args)
    return { members: items, response_metadata }
  },
}

export const CONVERSATION_METHODS: Record<string, Method> = {
  'conversations.info': info,
  'conversations.history': history,
  'conversations.list': list,
  'conversations.open': open,
  'conversations.join': join,
  'conversations.members': members,
}
