import type { Json } from '../json.ts'
import {
  addMessage,
  type Channel,
  directMessage,
  findMessage,
  type Message,
  nextTs,
  removeMessage,
  type World,
} from '../state.ts'
import { messageContent } from './content.ts'
import { flagArg, type Method, needed, objectArg, SlackError, textArg } from './method.ts'
import { messageJson } from './shapes.ts'

const WRITE = ['chat:write']
/** https://docs.slack.dev/reference/methods/chat.update: counted in bytes, after escaping. */
const MAX_UPDATED_TEXT_BYTES = 4000

/** The channel that a message may go to: by id, by #name, or a person's direct message. */
function channelToPostIn(world: World, args: Json, granted: ReadonlySet<string>): Channel {
  const asked = needed(textArg(args, 'channel'), 'channel')
  if (world.users.has(asked)) return directMessage(world, asked)
  const channel = visibleChannel(world, asked)
  const isMember = channel.members.has(world.bot.userId)
  if (channel.isArchived) throw new SlackError('is_archived')
  if (!isMember && !granted.has('chat:write.public')) throw new SlackError('not_in_channel')
  return channel
}

/** A channel as far as the bot may know of it: private ones without the bot do not exist for it. */
export function visibleChannel(world: World, asked: string): Channel {
  const name = asked.replace(/^#/, '')
  const channel =
    world.channels.get(asked) ?? [...world.channels.values()].find((one) => one.name !== '' && one.name === name)
  const isVisible = channel !== undefined && (!channel.isPrivate || channel.members.has(world.bot.userId))
  if (!isVisible) throw new SlackError('channel_not_found')
  return channel
}

/** The thread that a reply belongs to; a reply to a reply joins its thread. */
function threadOf(world: World, channel: Channel, args: Json): string | undefined {
  const asked = textArg(args, 'thread_ts')
  if (asked === undefined) return undefined
  if (!/^\d{9,}\.\d{6}$/.test(asked)) throw new SlackError('invalid_thread_ts')
  const parent = findMessage(world, channel.id, asked)
  if (parent === undefined || parent.onlyFor !== undefined) throw new SlackError('thread_not_found')
  return parent.threadTs ?? parent.ts
}

function ownMessage(world: World, args: Json, refusal: string): Message {
  const channel = visibleChannel(world, needed(textArg(args, 'channel'), 'channel'))
  const message = findMessage(world, channel.id, needed(textArg(args, 'ts'), 'ts'))
  if (message === undefined || message.onlyFor !== undefined) throw new SlackError('message_not_found')
  if (message.user !== world.bot.userId) throw new SlackError(refusal)
  if (channel.isArchived) throw new SlackError('is_archived')
  return message
}

const postMessage: Method = {
  tier: 'special',
  scopes: WRITE,
  run(world, args, granted) {
    const channel = channelToPostIn(world, args, granted)
    const { text, blocks = [] } = messageContent(args)
    const threadTs = threadOf(world, channel, args)
    const message = addMessage(world, {
      channel: channel.id,
      user: world.bot.userId,
      text,
      blocks,
      threadTs,
      broadcast: threadTs !== undefined && flagArg(args, 'reply_broadcast'),
      metadata: metadata(args),
      unfurl: { links: flagArg(args, 'unfurl_links', false), media: flagArg(args, 'unfurl_media', true) },
    })
    return { channel: channel.id, ts: message.ts, message: messageJson(world, message) }
  },
}

function metadata(args: Json): Json | undefined {
  const given = objectArg(args, 'metadata', 'invalid_metadata_format')
  if (given === undefined) return undefined
  if (typeof given.event_type !== 'string' || typeof given.event_payload !== 'object') {
    throw new SlackError('invalid_metadata_schema')
  }
  if (JSON.stringify(given).length > 8000) throw new SlackError('metadata_too_large')
  return given
}

const update: Method = {
  tier: 3,
  scopes: WRITE,
  run(world, args) {
    const message = ownMessage(world, args, 'cant_update_message')
    const { text, blocks } = messageContent(args, MAX_UPDATED_TEXT_BYTES)
    const fresh = metadata(args)
    message.text = text
    message.blocks = blocks ?? (textArg(args, 'text') === undefined ? message.blocks : [])
    message.editedTs = nextTs(world)
    if (fresh !== undefined) message.metadata = fresh
    if (flagArg(args, 'reply_broadcast') && message.threadTs !== undefined) message.broadcast = true
    world.changed()
    return { channel: message.channel, ts: message.ts, text, message: messageJson(world, message) }
  },
}

const postEphemeral: Method = {
  tier: 4,
  scopes: WRITE,
  run(world, args, granted) {
    const user = needed(textArg(args, 'user'), 'user')
    const channel = channelToPostIn(world, args, granted)
    const { text, blocks = [] } = messageContent(args)
    if (!channel.members.has(user)) throw new SlackError('user_not_in_channel')
    const threadTs = threadOf(world, channel, args)
    const message = addMessage(world, {
      channel: channel.id,
      user: world.bot.userId,
      text,
      blocks,
      threadTs,
      onlyFor: user,
    })
    return { message_ts: message.ts }
  },
}

const remove: Method = {
  tier: 3,
  scopes: WRITE,
  run(world, args) {
    const message = ownMessage(world, args, 'cant_delete_message')
    removeMessage(world, message)
    return { channel: message.channel, ts: message.ts }
  },
}

const getPermalink: Method = {
  tier: 'special',
  scopes: [],
  run(world, args) {
    const channel = visibleChannel(world, needed(textArg(args, 'channel'), 'channel'))
    const message = findMessage(world, channel.id, needed(textArg(args, 'message_ts'), 'message_ts'))
    if (message === undefined || message.onlyFor !== undefined) throw new SlackError('message_not_found')
    return { channel: channel.id, permalink: permalink(world, message) }
  },
}

/** The address of a message, which the page opens too. */
function permalink(world: World, message: Message): string {
  const address = `${world.url}/archives/${message.channel}/p${message.ts.replace('.', '')}`
  return message.threadTs === undefined ? address : `${address}?thread_ts=${message.threadTs}&cid=${message.channel}`
}

export const CHAT_METHODS: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.postEphemeral': postEphemeral,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
}
