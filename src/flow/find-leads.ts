import { AppError } from '../errors.ts'
import { queryWords } from '../lead/search.ts'
import { type InboxRow, withCards } from './inbox.ts'
import type { Ports } from './ports.ts'

const FEWEST_CHARACTERS = 2

/** Leads whose name, email, company or phone begins with what was typed, or the one with that id. Throws `bad_input` for too little. */
export async function findLeads(ports: Ports, workspace: string, typed: string, limit: number): Promise<InboxRow[]> {
  const text = typed.trim()
  const named = /^lead_\w+$/.test(text) ? await ports.leads.find(text) : null
  if (named?.workspace === workspace) return withCards(ports, workspace, [{ lead: named, failed: null }])
  const words = queryWords(text)
  if (!words.some((word) => word.length >= FEWEST_CHARACTERS)) {
    throw new AppError('bad_input', 'Type at least two characters of a name, email, company or phone number.')
  }
  const leads = await ports.leads.search(workspace, words, limit)
  return withCards(
    ports,
    workspace,
    leads.map((lead) => ({ lead, failed: null })),
  )
}
