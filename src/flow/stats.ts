import { type Figures, type LeadCount, namesOf, type Spans, type Stats, type Tallied, tallied } from '../lead/stats.ts'
import type { Ports } from './ports.ts'

/** Of more endpoints or sources than these, those with fewest leads have no medians of their own. */
const MOST_MEDIANS = 50

/** What came in since then and what became of it; test leads apart. */
export async function figures(ports: Ports, workspace: string, since: Date): Promise<Figures> {
  return inAll(ports, { workspace, since }, await ports.leads.countSince(workspace, since))
}

/** The same, by source and by endpoint too. */
export async function stats(ports: Ports, workspace: string, since: Date): Promise<Stats> {
  const counts = await ports.leads.countSince(workspace, since)
  const span = { workspace, since }
  const [all, bySource, byEndpoint] = await Promise.all([
    inAll(ports, span, counts),
    groups(ports, span, counts, 'source'),
    groups(ports, span, counts, 'endpoint'),
  ])
  return { ...all, bySource, byEndpoint }
}

type Since = { workspace: string; since: Date }

async function inAll(ports: Ports, span: Since, counts: readonly LeadCount[]): Promise<Figures> {
  const [spans, deliveriesFailed] = await Promise.all([
    spansOf(ports, span, {}),
    ports.handoffs.countFailed(span.workspace, span.since),
  ])
  return { ...tallied(counts), ...spans, deliveriesFailed }
}

async function groups(
  ports: Ports,
  span: Since,
  counts: readonly LeadCount[],
  key: 'source' | 'endpoint',
): Promise<Record<string, Tallied & Spans>> {
  const rows = namesOf(counts, key).map(async (name, i) => {
    const spans = i < MOST_MEDIANS ? await spansOf(ports, span, { [key]: name }) : NO_SPANS
    return [name, { ...tallied(counts.filter((one) => one[key] === name)), ...spans }] as const
  })
  return Object.fromEntries(await Promise.all(rows))
}

const NO_SPANS: Spans = { timeToDecisionMs: null, timeToResolveMs: null }

async function spansOf(
  { leads }: Ports,
  { workspace, since }: Since,
  of: { source?: string; endpoint?: string },
): Promise<Spans> {
  const [timeToDecisionMs, timeToResolveMs] = await Promise.all([
    leads.medianSince(workspace, since, 'decision.at', of),
    leads.medianSince(workspace, since, 'conversation.resolved.at', of),
  ])
  return { timeToDecisionMs, timeToResolveMs }
}
