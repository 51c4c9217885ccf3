import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { placeMessage, type World } from './state.ts'

const SAVE_AFTER_MS = 300

const json = z.record(z.string(), z.unknown())
const blocks = z.array(z.looseObject({ type: z.string(), block_id: z.string() }))
const KeptMessage = z.object({
  channel: z.string(),
  ts: z.string(),
  user: z.string(),
  text: z.string(),
  blocks,
  threadTs: z.string().optional(),
  broadcast: z.boolean(),
  metadata: json.optional(),
  editedTs: z.string().optional(),
  unfurl: z.object({ links: z.boolean(), media: z.boolean() }),
  files: z.array(z.string()),
})
const KeptHome = z.object({
  id: z.string(),
  type: z.literal('home'),
  user: z.string(),
  hash: z.string(),
  definition: json,
  blocks,
  rootId: z.string(),
})
const KeptChannel = z.object({
  id: z.string(),
  name: z.string(),
  topic: z.string(),
  isPrivate: z.boolean(),
  isArchived: z.boolean(),
  isShared: z.boolean(),
  im: z.string().optional(),
  members: z.array(z.string()),
})
const Kept = z.object({
  lastTsMicros: z.number(),
  channels: z.array(KeptChannel),
  messages: z.array(KeptMessage),
  homes: z.array(KeptHome),
})

/** Fills a fresh world with what was kept in the file: channels, messages and homes, but no files, ephemeral messages or open modals. A file of another make is left out. */
export async function recall(world: World, file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => null)
  const kept = text === null ? undefined : Kept.safeParse(parsed(text)).data
  if (kept === undefined) return
  world.lastTsMicros = kept.lastTsMicros
  for (const channel of kept.channels)
    world.channels.set(channel.id, { ...channel, im: channel.im, members: new Set(channel.members) })
  for (const message of kept.messages)
    placeMessage(world, {
      ...message,
      threadTs: message.threadTs,
      metadata: message.metadata,
      editedTs: message.editedTs,
      onlyFor: undefined,
    })
  for (const home of kept.homes) world.homes.set(home.user, { ...home, previousId: undefined, triggeredBy: undefined })
}

/** Keeps the world in the file from now on: soon after each change, and at `stop`. */
export function keep(
  world: World,
  file: string,
  watch: (watcher: () => void) => () => void,
): { stop(): Promise<void> } {
  const ending = new AbortController()
  let isPlanned = false
  let saved = Promise.resolve()
  const unwatch = watch(() => {
    if (isPlanned) return
    isPlanned = true
    saved = saved.then(async () => {
      await wait(SAVE_AFTER_MS, undefined, { signal: ending.signal }).catch(() => {})
      isPlanned = false
      await save(world, file)
    })
  })
  return {
    async stop() {
      unwatch()
      ending.abort()
      await saved
      await save(world, file)
    },
  }
}

async function save(world: World, file: string): Promise<void> {
  const kept = {
    lastTsMicros: world.lastTsMicros,
    channels: [...world.channels.values()].map((channel) => ({ ...channel, members: [...channel.members] })),
    messages: [...world.messages.values()].filter(({ onlyFor }) => onlyFor === undefined),
    homes: [...world.homes.values()],
  }
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, JSON.stringify(kept))
  await rename(`${file}.new`, file)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
