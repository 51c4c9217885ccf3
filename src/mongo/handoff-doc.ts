import type { Handoff } from '../handoff/handoff.ts'

/** A handoff at rest; `dueAt` is the end of the lease while `token` holds it. */
export type HandoffDoc = Omit<Handoff, 'id' | 'destination'> & {
  _id: string
  destination: string
  destinationName: string
  dueAt: Date | null
  token: string | null
  /** The token of the last completion, which answers "was it mine?" after a group write. */
  finishedBy: string | null
  /** Since when its thread line was not asked for; null when told, or when there is no thread. */
  untoldSince: Date | null
  /** True while an elder event of the same lead goes first. */
  held: boolean
  /** True once a younger event of the same lead has stepped back behind this one. */
  followed: boolean
}

/** A new handoff, free to be claimed when it is due, or in hand: under a lease of that token, which ends then. */
export function docOf(handoff: Handoff, lease: { token: string; ends: Date } | null = null): HandoffDoc {
  const { id, destination, ...same } = handoff
  return {
    _id: id,
    ...same,
    destination: destination.id,
    destinationName: destination.name,
    dueAt: lease?.ends ?? same.nextAttemptAt,
    token: lease?.token ?? null,
    finishedBy: null,
    untoldSince: untold(handoff),
    held: false,
    followed: false,
  }
}

/** A stored handoff without what only the queue needs. Field by field: the rest of a document this wide would be a slow dictionary. */
export function handoffOf(doc: HandoffDoc): Handoff {
  return {
    id: doc._id,
    workspace: doc.workspace,
    lead: doc.lead,
    channel: doc.channel,
    destination: { id: doc.destination, name: doc.destinationName },
    event: doc.event,
    version: doc.version,
    seq: doc.seq,
    body: doc.body,
    state: doc.state,
    createdAt: doc.createdAt,
    nextAttemptAt: doc.nextAttemptAt,
    step: doc.step,
    trigger: doc.trigger,
    attempts: doc.attempts,
    hint: doc.hint,
    remote: doc.remote,
    memory: doc.memory,
    finishedAt: doc.finishedAt,
  }
}

/** What an attempt or a retry changes; the attempts themselves are only ever added to. */
export function changesOf(after: Handoff): Partial<HandoffDoc> {
  const { state, nextAttemptAt, step, trigger, hint, remote, finishedAt } = after
  const dueAt = nextAttemptAt
  return { state, nextAttemptAt, dueAt, step, trigger, hint, remote, finishedAt, untoldSince: untold(after) }
}

/** Since when its thread line is to be asked for. */
function untold({ channel, attempts, createdAt }: Handoff): Date | null {
  return channel ? (attempts.at(-1)?.at ?? createdAt) : null
}
