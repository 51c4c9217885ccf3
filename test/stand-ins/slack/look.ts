import { type Call, findMessage, type Message, type View, type World } from './state.ts'

/** What a test asks of this Slack's state. */
export function look(world: World) {
  const all = () => [...world.messages.values()]
  return {
    /** What everyone sees in a channel, or the replies in one of its threads, oldest first. */
    messages: (channel: string, threadTs?: string): Message[] =>
      all().filter(
        (one) =>
          one.channel === channel && one.onlyFor === undefined && (threadTs === undefined || one.threadTs === threadTs),
      ),
    message: (channel: string, ts: string): Message | undefined => findMessage(world, channel, ts),
    ephemerals: (user?: string): Message[] =>
      all().filter((one) => one.onlyFor !== undefined && (user === undefined || one.onlyFor === user)),
    /** The modal on top for this person. */
    modal: (user: string): View | undefined => world.modals.filter((view) => view.user === user).at(-1),
    home: (user: string): View | undefined => world.homes.get(user),
    /** The log of calls, all or of one method; posts to a response_url are called `response_url`. */
    calls: (method?: string): Call[] => world.calls.filter((call) => method === undefined || call.method === method),
  }
}
