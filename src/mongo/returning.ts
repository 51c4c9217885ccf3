import type { mongo } from 'mongoose'
import type { Lead } from '../lead/lead.ts'
import { phoneKey } from '../lead/phone.ts'
import type { LeadDoc } from './lead-doc.ts'

const RETURNING_WITHIN_MS = 30 * 24 * 3600 * 1000
/** Counting stops here for a whole group: nobody reads "the 5,000th request". */
const MOST_COUNTED = 5000

/** For each lead, how many its person (email, else phone) sent before it in the 30 days before it. */
export async function countEarlier(collection: mongo.Collection<LeadDoc>, leads: Lead[]): Promise<number[]> {
  const persons = leads.map(personOf).filter((person) => person !== null)
  const oldest = Math.min(...leads.map(({ receivedAt }) => receivedAt.getTime())) - RETURNING_WITHIN_MS
  const rows = await collection
    .find({
      workspace: { $in: leads.map(({ workspace }) => workspace) },
      person: { $in: persons },
      receivedAt: { $gte: new Date(oldest) },
    })
    .project<Pick<LeadDoc, 'workspace' | 'person' | 'receivedAt'>>({ _id: 0, workspace: 1, person: 1, receivedAt: 1 })
    .limit(MOST_COUNTED)
    .toArray()
  return leads.map((lead) => {
    const person = personOf(lead)
    const until = lead.receivedAt.getTime()
    const isEarlier = (row: (typeof rows)[number]) =>
      row.workspace === lead.workspace && row.person === person && isWithin(row.receivedAt.getTime(), until)
    return person === null ? 0 : rows.filter(isEarlier).length
  })
}

function isWithin(at: number, until: number): boolean {
  return at < until && at >= until - RETURNING_WITHIN_MS
}

/** The last lead of the same person in the 30 days before this one. */
export async function lastEarlier(collection: mongo.Collection<LeadDoc>, lead: Lead): Promise<LeadDoc | null> {
  const person = personOf(lead)
  if (person === null) return null
  const since = new Date(lead.receivedAt.getTime() - RETURNING_WITHIN_MS)
  const earlier = { workspace: lead.workspace, person, receivedAt: { $gte: since, $lt: lead.receivedAt } }
  return collection.findOne(earlier, { sort: { receivedAt: -1 } })
}

/** Whom a lead comes from: the email, else the phone; null where neither is known. */
export function personOf(lead: Lead): string | null {
  const { email, phone, fields } = lead
  if (email !== null) return email.toLowerCase()
  const country = fields.find(({ name }) => name.toLowerCase() === 'country')?.value
  return phone === null ? null : phoneKey(phone, typeof country === 'string' ? country : null)
}
