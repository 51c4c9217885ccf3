import type { HeldNews, News } from '../lead/news.ts'
import { placeNews } from './join-news.ts'
import { duplicateOf, held, type Outcome, type Says, updated } from './outcome.ts'
import type { Ports } from './ports.ts'
import { type Intaken, intakeOf } from './save-lead.ts'

/** Stores news durably, and only then looks for its lead; it is held where there is none yet. */
export async function receiveNews(
  ports: Ports,
  taken: Intaken,
  { news, subject }: { news: News; subject: string },
  says: Says,
): Promise<Outcome> {
  const { id: endpoint, workspace } = taken.call.endpoint
  const at = ports.now()
  const told: HeldNews = { id: ports.newId('news'), workspace, endpoint, subject, news, at, leadId: null }
  const saved = await ports.news.insert(told, intakeOf(taken, at))
  if (saved.kind === 'duplicate') {
    const leadId = saved.first.leadId ?? (await placeNews(ports, saved.first))
    return leadId ? duplicateOf(leadId, saved.sameBody, says) : held('duplicate')
  }
  ports.reached('news.saved')
  const leadId = await placeNews(ports, told)
  return leadId ? updated(leadId, says) : held('received')
}
