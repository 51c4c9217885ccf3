import type { Changes } from './changes.ts'
import type { SentEvent } from './events.ts'
import type { Json } from './json.ts'
import { addMessage, type Channel, directMessage, type Message, type View, type World } from './state.ts'

type Said = { user: string; channel: string; threadTs?: string; text: string }

/** What people do that apps hear of as events, when they subscribed to them. */
export function talk(
  world: World,
  changes: Changes,
  subscribed: ReadonlySet<string>,
  send: (event: Json) => Promise<SentEvent>,
) {
  const sendIfSubscribed = async (name: string, event: Json) => (subscribed.has(name) ? send(event) : undefined)

  /** `/invite @greenlight` and its opposite. */
  async function setBotIn(channel: string, isIn: boolean): Promise<void> {
    const { members } = placeOf(world, channel)
    if (isIn) members.add(world.bot.userId)
    else members.delete(world.bot.userId)
    world.changed()
    const type = isIn ? 'member_joined_channel' : 'member_left_channel'
    await sendIfSubscribed(type, { type, user: world.bot.userId, channel, team: world.team.id })
  }

  return {
    /** Looks at the app's Home tab; `view` waits until there is something on it. */
    async openHome(user: string): Promise<{ status: number | undefined; view: () => Promise<View> }> {
      const channel = directMessage(world, user).id
      const sent = await sendIfSubscribed('app_home_opened', { type: 'app_home_opened', user, channel, tab: 'home' })
      return { status: sent?.status, view: () => changes.until(() => world.homes.get(user), 'a Home tab') }
    },
    async say({ user, channel, threadTs, text }: Said): Promise<Message> {
      const place = placeOf(world, channel)
      if (place.isArchived) throw new Error(`${channel} is archived`)
      const message = addMessage(world, { channel, user, text, blocks: [], threadTs })
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs }
      const { name, type } = eventNames(place)
      await sendIfSubscribed(name, {
        type: 'message',
        user,
        channel,
        text,
        ts: message.ts,
        channel_type: type,
        ...thread,
      })
      return message
    },
    invite: (channel: string) => setBotIn(channel, true),
    kick: (channel: string) => setBotIn(channel, false),
  }
}

function placeOf(world: World, channel: string): Channel {
  const place = world.channels.get(channel)
  if (place === undefined) throw new Error(`there is no channel ${channel}`)
  return place
}

function eventNames(place: Channel): { name: string; type: string } {
  if (place.im !== undefined) return { name: 'message.im', type: 'im' }
  return place.isPrivate ? { name: 'message.groups', type: 'group' } : { name: 'message.channels', type: 'channel' }
}

export type Talk = ReturnType<typeof talk>
