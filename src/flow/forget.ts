import { createHash } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { Handoff } from '../handoff/handoff.ts'
import type { Erasure } from '../lead/erasure.ts'
import { permalink } from '../lead/post.ts'
import { knownBy } from '../lead/search.ts'
import { audited } from './audited.ts'
import { eraseLeads } from './erase-leads.ts'
import type { Ports } from './ports.ts'

/** Who is to be forgotten: an email, a phone number, or the id of one lead. */
export type ForgetAsk = { workspace: string; by: string; who: string }

/** What was erased, and what nobody here can erase: what destinations heard, and what people wrote in threads. */
type Forgotten = { erasures: string[]; leads: string[]; told: Handoff[]; threads: string[] }

const MOST_LEADS = 5000

/** Erases a person from everything that is kept. Asked for again, it finishes what was cut off. Throws `not_found` where nobody is known by that. */
export async function forget(ports: Ports, { workspace, by, who }: ForgetAsk): Promise<Forgotten> {
  const hash = createHash('sha256').update(`${workspace}:${who.trim().toLowerCase()}`).digest('hex')
  const leads = await leadsOf(ports, workspace, who.trim())
  const earlier = await ports.erasures.find(workspace, hash)
  const known = new Set(earlier.flatMap((erasure) => erasure.leads))
  const found = leads.filter((id) => !known.has(id))
  if (leads.length === 0 && known.size === 0) {
    throw new AppError('not_found', 'No lead has that email, phone number or id. `find` finds names and companies.')
  }
  const fresh = found.length > 0 ? [await begun(ports, { workspace, by, hash, leads: found })] : []
  const erasures = [...earlier, ...fresh]
  for (const erasure of erasures) await eraseLeads(ports, erasure)
  return { ...(await leftOf(ports, erasures)), erasures: erasures.map(({ id }) => id) }
}

/** The row comes first: from then on nothing but time stands between the person and being forgotten. */
async function begun(ports: Ports, asked: Pick<Erasure, 'workspace' | 'by' | 'hash' | 'leads'>): Promise<Erasure> {
  const at = ports.now()
  const erasure = { ...asked, id: ports.newId('er'), at, passes: 0 }
  const { workspace, by, hash, id, leads } = erasure
  const entry = { workspace, by, what: 'person erased', detail: { id, hash, leads: leads.length } }
  await audited(ports, entry, () => ports.erasures.insert(erasure))
  return erasure
}

async function leadsOf(ports: Ports, workspace: string, who: string): Promise<string[]> {
  if (/^lead_\w+$/.test(who)) return (await ports.leads.find(who))?.workspace === workspace ? [who] : []
  const known = knownBy(who)
  if (!known) throw new AppError('bad_input', 'Give a whole email address, a phone number, or the id of a lead.')
  const leads = await ports.leads.ofPerson(workspace, known.words, known.key, MOST_LEADS)
  if (leads.length < MOST_LEADS) return leads
  throw new AppError('bad_input', `More than ${MOST_LEADS} leads are known by that; forget them by their ids.`)
}

async function leftOf(ports: Ports, erasures: readonly Erasure[]): Promise<Omit<Forgotten, 'erasures'>> {
  const leads = [...new Set(erasures.flatMap((erasure) => erasure.leads))]
  const told: Handoff[] = []
  for (const id of leads) told.push(...(await ports.handoffs.ofLead(id)).filter(({ attempts }) => attempts.length > 0))
  const cards = await ports.posts.cards(leads)
  const team = await ports.workspaces.find(erasures[0]?.workspace ?? '')
  for (const { workspace, channel } of cards) ports.later.tellSlack(workspace, channel)
  const threads = cards.map((card) => permalink(team?.url ?? null, card)).filter((link) => link !== null)
  return { leads, told, threads }
}
