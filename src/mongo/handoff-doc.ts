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

/** A new handoff, free to be claimed when it is due, or born in hand: under a lease of that token, which ends then. */
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

/** A stored handoff without what only the queue needs. */
export function handoffOf(doc: HandoffDoc): Handoff {
  const { _id, destination, destinationName, dueAt, token, finishedBy, untoldSince, held, followed, ...same } = doc
  return { ...same, id: _id, destination: { id: destination, name: destinationName } }
}

/** What an attempt or a retry changes; the attempts themselves are only ever added to. */
export function mutable({ state, nextAttemptAt, step, trigger, hint, remote, finishedAt }: Handoff) {
  return { state, nextAttemptAt, dueAt: nextAttemptAt, step, trigger, hint, remote, finishedAt }
}

/** Since when its thread line is to be asked for. */
export function untold({ channel, attempts, createdAt }: Handoff): Date | null {
  return channel ? (attempts.at(-1)?.at ?? createdAt) : null
}
