import type { Post } from '../lead/post.ts'

/** A post at rest; `dueAt` is when it is to be shown, the end of the lease while `token` holds it, or null when all is shown. */
export type PostDoc = Omit<Post, 'id'> & {
  _id: string
  rank: number
  dueAt: Date | null
  token: string | null
  error: string | null
  /** When a card was first posted, or counted as part of a flood. */
  firstShownAt: Date | null
}

/** What goes first in a channel: a lead that nobody sees is worse than a line that comes later. */
export const RANK = { notice: 0, card: 1, history: 2, line: 3 }

/** A post as something newer is wanted of it. A held one keeps its lease; whoever holds it sees afterwards that more is wanted. */
export function wanting(key: Pick<Post, 'workspace' | 'channel' | 'lead' | 'destination'>, rank: number) {
  const held = { $ne: [{ $ifNull: ['$token', null] }, null] }
  return {
    workspace: key.workspace,
    channel: { $ifNull: ['$channel', key.channel] },
    lead: key.lead,
    destination: key.destination,
    rank,
    rows: { $ifNull: ['$rows', null] },
    notice: { $ifNull: ['$notice', null] },
    flood: { $ifNull: ['$flood', null] },
    firstShownAt: { $ifNull: ['$firstShownAt', null] },
    ts: { $ifNull: ['$ts', null] },
    since: { $ifNull: ['$since', '$$NOW'] },
    wanted: { $add: [{ $ifNull: ['$wanted', 0] }, 1] },
    doubtful: { $ifNull: ['$doubtful', false] },
    failures: { $ifNull: ['$failures', 0] },
    token: { $ifNull: ['$token', null] },
    error: { $ifNull: ['$error', null] },
    dueAt: { $cond: [held, '$dueAt', '$$NOW'] },
  }
}

/** When a post is due again that is done as far as it was claimed: at once if more was wanted meanwhile. */
export function dueAgain(claimed: Pick<Post, 'wanted'>) {
  return { $cond: [{ $gt: ['$wanted', claimed.wanted] }, '$$NOW', null] }
}

/** A stored post without what only the queue needs. */
export function postOf({ _id, rank, dueAt, token, error, firstShownAt, ...same }: PostDoc): Post {
  return { ...same, id: _id }
}
