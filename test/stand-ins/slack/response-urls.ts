import { messageContent } from './api/content.ts'
import { flagArg, SlackError, textArg } from './api/method.ts'
import type { Json } from './json.ts'
import { addMessage, findMessage, nextTs, type ResponseUrl, removeMessage, type World } from './state.ts'

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const MAX_USES = 5
const LIFE_MS = 30 * 60_000

/** What a response_url does with a post: shows it, replaces the message it came from, or takes that away. */
export function respond(world: World, id: string, args: Json): Json {
  const target = world.responseUrls.get(id)
  if (target === undefined) throw new SlackError('invalid_url')
  if (world.now() - target.madeAt > LIFE_MS) throw new SlackError('expired_url')
  if (target.uses >= MAX_USES) throw new SlackError('used_url')
  target.uses += 1
  const source = target.source === undefined ? undefined : findMessage(world, target.channel, target.source.ts)
  if (flagArg(args, 'delete_original')) {
    if (source === undefined) throw new SlackError('message_not_found')
    removeMessage(world, source)
    return {}
  }
  if (!flagArg(args, 'replace_original')) return say(world, target, args)
  if (source === undefined) throw new SlackError('message_not_found')
  const { text, blocks = [] } = messageContent(args)
  Object.assign(source, { text, blocks, editedTs: nextTs(world) })
  world.changed()
  return {}
}

function say(world: World, target: ResponseUrl, args: Json): Json {
  const { text, blocks = [] } = messageContent(args)
  const onlyFor = textArg(args, 'response_type') === 'in_channel' ? undefined : target.user
  const threadTs = textArg(args, 'thread_ts') ?? target.source?.threadTs
  addMessage(world, { channel: target.channel, user: world.bot.userId, text, blocks, threadTs, onlyFor })
  return {}
}
