import { AppError } from '../errors.ts'
import type { Handoff, HandoffState } from '../handoff/handoff.ts'
import type { Replay } from '../handoff/replay.ts'
import { retried } from '../handoff/transitions.ts'
import type { Notice } from '../lead/post.ts'
import { audited } from './audited.ts'
import { type DestinationAsk, findDestination } from './find-destination.ts'
import type { Ports } from './ports.ts'
import { tellAdmins } from './tell-admins.ts'
import { tellHandoff } from './tell-handoff.ts'

const BATCH = 100
/** A job's turn; what is left goes on with the next one. */
const TURN_MS = 3000

/** What is to be sent again: of a span of time, in these states, of one channel or (null) of all. */
export type ReplayAsk = DestinationAsk & { states: HandoffState[]; since: Date; until: Date; channel: string | null }

/** Starts sending again what a destination missed. The same ids are sent, so that a receiver recognises what it has. */
export async function startReplay(ports: Ports, ask: ReplayAsk): Promise<Replay> {
  const { workspace, by, states, since, until, channel } = ask
  const { id, name } = await findDestination(ports, workspace, ask.destination)
  const replay: Replay = {
    id: ports.newId('rp'),
    workspace,
    destination: { id, name },
    states,
    since,
    until,
    channel,
    state: 'running',
    total: await ports.handoffs.count(id, { states, since, until }),
    done: 0,
    cursor: null,
    by,
    startedAt: ports.now(),
  }
  const detail = { id: replay.id, destination: name, states, since, until, total: replay.total }
  await audited(ports, { workspace, by, what: 'replay started', detail }, () => ports.replays.insert(replay))
  return replay
}

/** Stops a replay where it is; what it has taken up already is still sent. */
export async function cancelReplay(ports: Ports, ask: { workspace: string; by: string; id: string }): Promise<Replay> {
  const { workspace, by, id } = ask
  const replay = (await ports.replays.list(workspace)).find((one) => one.id === id)
  if (!replay) throw new AppError('not_found', `There is no replay ${id}. \`replays\` lists them.`)
  const entry = { workspace, by, what: 'replay cancelled', detail: { id } }
  if (!(await audited(ports, entry, () => ports.replays.advance(replay, { ...replay, state: 'cancelled' })))) {
    throw new AppError('conflict', 'This replay has just moved on; try again.')
  }
  await tellProgress(ports, { ...replay, state: 'cancelled' })
  return { ...replay, state: 'cancelled' }
}

/** Takes every running replay further, for a few seconds each. Two processes may do so at once: the cursor decides who did. */
export async function runReplays(ports: Ports): Promise<void> {
  for (const replay of await ports.replays.running()) {
    const turnEnds = ports.now().getTime() + TURN_MS
    let current: Replay | null = replay
    while (current?.state === 'running' && ports.now().getTime() < turnEnds) current = await runBatch(ports, current)
  }
}

/** Null when another process was faster. */
async function runBatch(ports: Ports, replay: Replay): Promise<Replay | null> {
  const begunAt = ports.now()
  const batch = await ports.handoffs.page(replay.destination.id, replay, replay.cursor, BATCH)
  await Promise.all(batch.map((handoff) => sendAgain(ports, handoff)))
  const last = batch.at(-1)
  const after: Replay = {
    ...replay,
    done: replay.done + batch.length,
    cursor: last ? { createdAt: last.createdAt, id: last.id } : replay.cursor,
    state: batch.length < BATCH ? 'finished' : 'running',
  }
  if (!(await ports.replays.advance(replay, after))) return null
  ports.later.deliver(replay.destination.id, begunAt)
  await tellProgress(ports, after)
  return after
}

/** One that is under way, or whose body is no longer kept, stays as it is. */
export async function sendAgain(ports: Ports, handoff: Handoff): Promise<void> {
  if (!handoff.body) return
  const after = retried(handoff, 'replay', ports.now())
  if (await ports.handoffs.reopen(handoff, after)) await tellHandoff(ports, after)
}

const WHAT = { running: 'replaying', finished: 'replayed', cancelled: 'replay_cancelled' } as const

function tellProgress(
  ports: Ports,
  { id, workspace, channel, destination, done, total, state }: Replay,
): Promise<void> {
  const notice: Notice = { what: WHAT[state], destination: destination.name, detail: null, progress: { done, total } }
  return tellAdmins(ports, { workspace, channel, subject: id }, notice)
}
