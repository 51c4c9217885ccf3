import { z } from 'zod'
import type { HandoffState } from '../handoff/handoff.ts'
import type { Replay } from '../handoff/replay.ts'
import { Moment } from './moment.ts'
import { once, oneName, type Verb } from './verb.ts'

const STATES: Record<string, HandoffState[]> = {
  parked: ['parked'],
  delivered: ['delivered'],
  all: ['parked', 'delivered'],
}

const Flags = z.strictObject({
  since: Moment,
  until: Moment.optional(),
  state: once.pipe(z.enum(['parked', 'delivered', 'all'])).default('parked'),
  channel: once.nullable().default(null),
})

export const replay: Verb = {
  name: 'replay',
  usage: 'replay crm --since 2h [--until 1h] [--state parked|delivered|all] [--channel C…]',
  summary: 'sends again what a receiver missed, with the same ids; goes on by itself, `replays` tells how far',
  destroys: true,
  async run({ flow, workspace, by }, words) {
    const { since, until = new Date(), state, channel } = Flags.parse(words.flags)
    const ask = { workspace: workspace.id, by, destination: oneName(words), since, until, channel }
    return { data: replayRow(await flow.startReplay({ ...ask, states: STATES[state] ?? [] })) }
  },
}

export const replays: Verb = {
  name: 'replays',
  usage: 'replays',
  summary: 'lists replays and how far they are, newest first',
  empty: 'Nothing was replayed yet.',
  async run({ flow, workspace }) {
    return { data: (await flow.replays(workspace.id)).map(replayRow) }
  },
}

export const replayCancel: Verb = {
  name: 'replay cancel',
  usage: 'replay cancel rp_…',
  summary: 'stops a replay where it is',
  async run({ flow, workspace, by }, words) {
    return { data: replayRow(await flow.cancelReplay({ workspace: workspace.id, by, id: oneName(words) })) }
  },
}

function replayRow({ id, destination, states, since, until, state, total, done }: Replay) {
  return { id, destination: destination.name, states, since, until, state, total, done }
}
