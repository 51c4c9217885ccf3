import { randomBytes } from 'node:crypto'
import type { Json } from './json.ts'

export type Team = { id: string; name: string; domain: string }
export type User = {
  id: string
  teamId: string
  name: string
  realName: string
  email: string
  color: string
  isAdmin: boolean
  isGuest: boolean
  isBot: boolean
  deleted: boolean
  tz: string
  tzOffsetS: number
}
export type Channel = {
  id: string
  name: string
  topic: string
  isPrivate: boolean
  isArchived: boolean
  isShared: boolean
  /** The person on the other side of a direct message with the bot. */
  im: string | undefined
  members: Set<string>
}
export type UserGroup = { id: string; handle: string; name: string; users: string[] }
export type File = {
  id: string
  name: string
  title: string
  mimetype: string
  size: number
  bytes: Buffer | undefined
}
/** A block as Slack keeps it: with an id, given or made up. */
export type Block = Json & { type: string; block_id: string }
export type Message = {
  channel: string
  ts: string
  user: string
  text: string
  blocks: Block[]
  threadTs: string | undefined
  broadcast: boolean
  metadata: Json | undefined
  editedTs: string | undefined
  /** Set when only one person sees it. */
  onlyFor: string | undefined
  unfurl: { links: boolean; media: boolean }
  /** Ids of the files that were shared with it. */
  files: string[]
}
export type View = {
  id: string
  type: 'modal' | 'home'
  user: string
  hash: string
  definition: Json
  blocks: Block[]
  rootId: string
  previousId: string | undefined
  triggeredBy: string | undefined
}
export type Trigger = { id: string; user: string; madeAt: number; used: boolean; viewId: string | undefined }
/** One call of the Web API or of a response_url, as it came and as it was answered. */
export type Call = { method: string; args: Json; status: number; answer: Json; at: number }
export type ResponseUrl = {
  id: string
  user: string
  channel: string
  source: { ts: string; threadTs: string | undefined } | undefined
  madeAt: number
  uses: number
}

/** Everything this Slack knows. */
export type World = {
  team: Team
  bot: { userId: string; botId: string; appId: string }
  /** Where people and the product reach this Slack; known once it listens. */
  url: string
  users: Map<string, User>
  channels: Map<string, Channel>
  userGroups: UserGroup[]
  /** By channel and ts, oldest first; ephemeral ones are here too, with `onlyFor`. */
  messages: Map<string, Message>
  /** The replies of each thread, by channel and the parent's ts. */
  threads: Map<string, Message[]>
  files: Map<string, File>
  /** Open modals, lowest first, of everyone. */
  modals: View[]
  homes: Map<string, View>
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  calls: Call[]
  lastTsMicros: number
  now: () => number
  /** Tells those who watch that something is different now. */
  changed: () => void
}

export const randomId = (prefix: string) => prefix + randomBytes(6).toString('hex').toUpperCase()
const keyOf = (channel: string, ts: string) => `${channel}/${ts}`

/** The next message time, unique and rising: seconds with six digits after the point. */
export function nextTs(world: World): string {
  world.lastTsMicros = Math.max(world.lastTsMicros + 1, world.now() * 1000)
  const micros = String(world.lastTsMicros)
  return `${micros.slice(0, -6)}.${micros.slice(-6)}`
}

export function findMessage(world: World, channel: string, ts: string): Message | undefined {
  return world.messages.get(keyOf(channel, ts))
}

export function repliesTo(world: World, message: Message): readonly Message[] {
  return world.threads.get(keyOf(message.channel, message.ts)) ?? []
}

export function removeMessage(world: World, message: Message): void {
  world.messages.delete(keyOf(message.channel, message.ts))
  if (message.threadTs !== undefined) {
    const thread = keyOf(message.channel, message.threadTs)
    world.threads.set(
      thread,
      (world.threads.get(thread) ?? []).filter((other) => other !== message),
    )
  }
  world.changed()
}

type NewMessage = Pick<Message, 'channel' | 'user' | 'text' | 'blocks'> & Partial<Message>

export function addMessage(world: World, fresh: NewMessage): Message {
  const message: Message = {
    threadTs: undefined,
    broadcast: false,
    metadata: undefined,
    editedTs: undefined,
    onlyFor: undefined,
    unfurl: { links: true, media: true },
    files: [],
    ...fresh,
    ts: nextTs(world),
  }
  placeMessage(world, message)
  world.changed()
  return message
}

/** Puts a message into its channel and its thread, behind those that are there. */
export function placeMessage(world: World, message: Message): void {
  world.messages.set(keyOf(message.channel, message.ts), message)
  if (message.threadTs === undefined) return
  const thread = keyOf(message.channel, message.threadTs)
  world.threads.set(thread, [...(world.threads.get(thread) ?? []), message])
}

/** Gives every block an id, as Slack does. */
export function withBlockIds(blocks: readonly Json[]): Block[] {
  return blocks.map((block) => ({
    ...block,
    type: String(block.type),
    block_id: typeof block.block_id === 'string' ? block.block_id : randomId('').slice(0, 5),
  }))
}

/** The direct message between a person and the bot; made when it is first needed. */
export function directMessage(world: World, userId: string): Channel {
  const known = [...world.channels.values()].find((channel) => channel.im === userId)
  if (known !== undefined) return known
  const channel: Channel = {
    id: `D${userId.slice(1)}`,
    name: '',
    topic: '',
    isPrivate: true,
    isArchived: false,
    isShared: false,
    im: userId,
    members: new Set([userId, world.bot.userId]),
  }
  world.channels.set(channel.id, channel)
  return channel
}

export function newTrigger(world: World, user: string, viewId?: string): Trigger {
  const id = `${Date.now()}.${randomBytes(5).readUIntBE(0, 5)}.${randomBytes(16).toString('hex')}`
  const trigger = { id, user, madeAt: world.now(), used: false, viewId }
  world.triggers.set(id, trigger)
  return trigger
}

export function newResponseUrl(
  world: World,
  kind: 'actions' | 'commands',
  for_: Pick<ResponseUrl, 'user' | 'channel' | 'source'>,
): string {
  const id = randomBytes(12).toString('hex')
  world.responseUrls.set(id, { ...for_, id, madeAt: world.now(), uses: 0 })
  return `${world.url}/${kind}/${world.team.id}/${id}`
}
