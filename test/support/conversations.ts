import type { TestContext } from 'vitest'
import { z } from 'zod'
import { eventually } from './eventually.ts'
import { CHANNEL, startWorld, type World, type WorldOptions } from './greenlight.ts'
import type { SenderEndpoint } from './senders.ts'

const Made = z.object({ id: z.string(), url: z.string(), secret: z.string().nullable() })

/** What `show` tells about a lead and its conversation. */
const Shown = z.object({
  lead: z.object({ severity: z.string().nullable(), owner: z.object({ id: z.string() }).nullable() }),
  decision: z.unknown(),
  score: z.object({ scored_by: z.string(), score: z.number() }).nullable(),
  flags: z.array(z.string()),
  conversation: z.record(z.string(), z.unknown()).nullable(),
  notified: z.array(z.object({ by: z.string(), outcome: z.string(), round: z.number() })),
  handoffs: z.array(
    z.object({ id: z.string(), event: z.string(), destination: z.string(), outcome: z.string().nullable() }),
  ),
  history: z.array(z.object({ what: z.string() })),
})
export type Shown = z.infer<typeof Shown>

/** A world with a destination that hears of pleas, and one that hears of approvals, and of what an endpoint names it for. */
export async function startConversations(options: WorldOptions = {}) {
  const world = await startWorld(options)
  await world.admin(
    'destination',
    'add',
    '--name',
    'desk',
    '--url',
    `${world.crm.url}/desk`,
    '--events',
    'lead.handoff,lead.scored',
  )
  await world.admin(
    'destination',
    'add',
    '--name',
    'bot',
    '--url',
    `${world.crm.url}/bot`,
    '--events',
    'lead.qualified',
  )
  await world.admin('settings', 'set', 'undo_seconds=0')
  return {
    ...world,
    endpoint: (source: string, ...flags: string[]) => addEndpoint(world, source, flags),
    show: async (leadId: unknown): Promise<Shown> => Shown.parse(await world.admin('show', String(leadId))),
    /** Waits until that holds of the lead. */
    async shows(leadId: unknown, what: string, holds: (shown: Shown) => boolean): Promise<Shown> {
      return eventually(async () => {
        const shown = Shown.parse(await world.admin('show', String(leadId)))
        return holds(shown) && shown
      }, what)
    },
  }
}
export type Conversations = Awaited<ReturnType<typeof startConversations>>

/** The same for one test alone, which may run beside others; it ends with it. */
export async function conversationsFor({ onTestFinished }: TestContext): Promise<Conversations> {
  const world = await startConversations()
  onTestFinished(world.stop)
  return world
}

/** An endpoint of that source; `at` is where a process that runs takes its calls. */
async function addEndpoint(world: Pick<World, 'admin'>, source: string, flags: string[]) {
  const line = ['endpoint', 'add', '--source', source, '--channel', CHANNEL, ...flags]
  if (!flags.includes('--name')) line.push('--name', source)
  const { url, secret } = Made.parse(await world.admin(...line))
  const path = new URL(url).pathname
  return { at: (process: { url: string }): SenderEndpoint => ({ url: process.url + path, secret: secret ?? '' }) }
}
