import { AppError } from '../errors.ts'
import { type DigestFigures, digestFigures, lastPeriod, type Period } from '../lead/digest.ts'
import type { DigestNotice } from '../lead/post.ts'
import type { Workspace } from '../lead/workspace.ts'
import type { Ports } from './ports.ts'

/** A digest that nobody could send in this time is left out: it would be about a day long gone. */
const LATEST_MS = 6 * 3600 * 1000
const DAY_MS = 24 * 3600 * 1000

/** Announces every digest whose time has come. Its subject names workspace and day, so that it comes once, whoever looks and however often. */
export async function digestsDue(ports: Ports): Promise<void> {
  for (const { id: workspace, settings } of await ports.workspaces.list()) {
    const { digest: every, digest_channel: channel, digest_hour: hour, time_zone: zone } = settings
    if (every === 'off' || channel === null) continue
    const period = lastPeriod(ports.now(), { every, hour, zone })
    const subject = `digest:${workspace}:${period.id}`
    const isLate = ports.now().getTime() - period.to.getTime() > LATEST_MS
    if (isLate || (await ports.posts.wasAnnounced(subject))) continue
    await announce(ports, { workspace, channel, subject }, await noticeOf(ports, workspace, every, period))
  }
}

/** The last 24 hours (or 7 days, where the digest is weekly), at once. Throws `conflict` where nobody said which channel. */
export async function digestNow(ports: Ports, { id: workspace, settings }: Workspace): Promise<DigestNotice> {
  const { digest_channel: channel } = settings
  if (channel === null) throw new AppError('conflict', 'Say where first: `settings set digest_channel=C…`.')
  const every = settings.digest === 'weekly' ? 'weekly' : 'daily'
  const to = ports.now()
  const from = new Date(to.getTime() - (every === 'weekly' ? 7 : 1) * DAY_MS)
  const notice = await noticeOf(ports, workspace, every, { id: 'now', from, to })
  await announce(ports, { workspace, channel, subject: ports.newId('digest') }, notice)
  return notice
}

type Place = { workspace: string; channel: string; subject: string }

async function announce(ports: Ports, { workspace, channel, subject }: Place, notice: DigestNotice): Promise<void> {
  await ports.posts.announceOnce(subject, { workspace, channel }, notice)
  ports.later.tellSlack(workspace, channel)
}

async function noticeOf(
  ports: Ports,
  workspace: string,
  every: DigestNotice['every'],
  { from, to }: Period,
): Promise<DigestNotice> {
  const before = new Date(2 * from.getTime() - to.getTime())
  const [now, then] = await Promise.all([figures(ports, workspace, from, to), figures(ports, workspace, before, from)])
  return { what: 'digest', every, from, to, now, before: then }
}

async function figures(ports: Ports, workspace: string, from: Date, to: Date): Promise<DigestFigures> {
  const [counts, timeToDecisionMs, deliveriesFailed] = await Promise.all([
    ports.leads.countSince(workspace, from, to),
    ports.leads.medianSince(workspace, from, 'decision.at', { until: to }),
    ports.handoffs.countFailed(workspace, from, to),
  ])
  return digestFigures(counts, { timeToDecisionMs, deliveriesFailed })
}
