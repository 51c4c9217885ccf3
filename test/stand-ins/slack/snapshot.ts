import type { Json } from './json.ts'
import { type Message, repliesTo, type View, type World } from './state.ts'

/** What the page shows to one person; the page redraws from it whole, whenever something changes. */
export type Snapshot = {
  team: string
  me: string
  bot: { userId: string }
  people: SeenPerson[]
  channels: SeenChannel[]
  groups: { id: string; name: string }[]
  messages: SeenMessage[]
  /** Open modals, lowest first. */
  modals: SeenView[]
  home: SeenView | undefined
  offers: Offers
}
export type SeenPerson = { id: string; name: string; fullName: string; color: string; role: string; isBot: boolean }
export type SeenChannel = {
  id: string
  name: string
  topic: string
  isPrivate: boolean
  isArchived: boolean
  isShared: boolean
  isIm: boolean
  hasBot: boolean
}
export type SeenMessage = Pick<Message, 'channel' | 'ts' | 'user' | 'text' | 'blocks' | 'threadTs' | 'broadcast'> & {
  isEdited: boolean
  files: { id: string; title: string; isImage: boolean }[]
  isOnlyForMe: boolean
  replies: number
}
export type SeenView = Pick<View, 'id' | 'type' | 'blocks' | 'hash'> & { definition: Json }
export type Offers = {
  commands: readonly string[]
  shortcuts: readonly { kind: 'global' | 'message'; name: string; callbackId: string }[]
}

/** Older messages than these many are not sent to the page. */
const MAX_MESSAGES = 600

export function snapshot(world: World, me: string, offers: Offers): Snapshot {
  const mine = [...world.channels.values()].filter((channel) =>
    channel.im === undefined ? channel.members.has(me) : channel.im === me,
  )
  const seen = new Set(mine.map((channel) => channel.id))
  const messages = [...world.messages.values()].filter(
    (message) => seen.has(message.channel) && (message.onlyFor ?? me) === me,
  )
  const home = world.homes.get(me)
  return {
    team: world.team.name,
    me,
    bot: { userId: world.bot.userId },
    people: [...world.users.values()].map((user) => ({
      id: user.id,
      name: user.realName.split(' ')[0] ?? user.name,
      fullName: user.realName,
      color: `#${user.color}`,
      role: roleOf(world, user.id),
      isBot: user.isBot,
    })),
    channels: mine.map((channel) => ({
      id: channel.id,
      name: channel.name,
      topic: channel.topic,
      isPrivate: channel.isPrivate,
      isArchived: channel.isArchived,
      isShared: channel.isShared,
      isIm: channel.im !== undefined,
      hasBot: channel.members.has(world.bot.userId),
    })),
    groups: world.userGroups.map(({ id, handle }) => ({ id, name: handle })),
    messages: messages.slice(-MAX_MESSAGES).map((message) => seenMessage(world, message)),
    modals: world.modals.filter((view) => view.user === me).map(seenView),
    home: home === undefined ? undefined : seenView(home),
    offers,
  }
}

function seenMessage(world: World, message: Message): SeenMessage {
  const { channel, ts, user, text, blocks, threadTs, broadcast } = message
  const replies = repliesTo(world, message).filter((reply) => reply.onlyFor === undefined).length
  const isEdited = message.editedTs !== undefined
  const files = message.files.flatMap((id) => {
    const file = world.files.get(id)
    return file === undefined ? [] : [{ id, title: file.title, isImage: file.mimetype.startsWith('image/') }]
  })
  return {
    channel,
    ts,
    user,
    text,
    blocks,
    threadTs,
    broadcast,
    isEdited,
    files,
    isOnlyForMe: message.onlyFor !== undefined,
    replies,
  }
}

const seenView = ({ id, type, blocks, hash, definition }: View): SeenView => ({ id, type, blocks, hash, definition })

function roleOf(world: World, id: string): string {
  const user = world.users.get(id)
  if (user === undefined || user.isBot) return 'app'
  if (user.teamId !== world.team.id) return 'partner'
  if (user.isAdmin) return 'admin'
  return user.isGuest ? 'guest' : (ROLES[user.name] ?? 'member')
}

const ROLES: Record<string, string> = { riley: 'rep', morgan: 'manager' }
