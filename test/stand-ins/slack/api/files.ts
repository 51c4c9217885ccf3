import { type Json, objectsIn, stringIn } from '../json.ts'
import { addMessage, type File, randomId, type World } from '../state.ts'
import { visibleChannel } from './chat.ts'
import { jsonArg, type Method, needed, SlackError, textArg } from './method.ts'

const WRITE = ['files:write']

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  csv: 'text/csv',
  json: 'application/json',
}

function typeOf(name: string): string {
  return TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text/plain'
}

/** A file as the Web API shows it. */
function fileJson(world: World, file: File): Json {
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    size: file.size,
    user: world.bot.userId,
    url_private: `${world.url}/files/${file.id}`,
    permalink: `${world.url}/files/${file.id}`,
  }
}

const getUploadUrl: Method = {
  tier: 4,
  scopes: WRITE,
  run(world, args) {
    const name = needed(textArg(args, 'filename'), 'filename')
    const size = Number(needed(textArg(args, 'length'), 'length'))
    if (!Number.isInteger(size) || size < 1) throw new SlackError('invalid_arguments')
    const id = randomId('F')
    world.files.set(id, { id, name, title: name, mimetype: typeOf(name), size, bytes: undefined })
    return { upload_url: `${world.url}/upload/${id}`, file_id: id }
  },
}

const completeUpload: Method = {
  tier: 4,
  scopes: WRITE,
  run(world, args) {
    const files = objectsIn(jsonArg(args, 'files', 'invalid_arguments')).map((given) => {
      const file = world.files.get(stringIn(given, 'id') ?? '')
      if (file?.bytes === undefined) throw new SlackError('file_not_found')
      file.title = stringIn(given, 'title') ?? file.title
      return file
    })
    if (files.length === 0) throw new SlackError('invalid_arguments')
    const channelId = textArg(args, 'channel_id')
    if (channelId !== undefined) share(world, channelId, files, args)
    return { files: files.map((file) => fileJson(world, file)) }
  },
}

function share(world: World, channelId: string, files: readonly File[], args: Json): void {
  const channel = visibleChannel(world, channelId)
  if (!channel.members.has(world.bot.userId)) throw new SlackError('not_in_channel')
  const text = textArg(args, 'initial_comment') ?? ''
  const ids = files.map((file) => file.id)
  addMessage(world, {
    channel: channel.id,
    user: world.bot.userId,
    text,
    blocks: [],
    threadTs: textArg(args, 'thread_ts'),
    files: ids,
  })
}

export const FILE_METHODS: Record<string, Method> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
}
