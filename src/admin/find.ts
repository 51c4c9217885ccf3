import { z } from 'zod'
import { leadRow } from './lead-row.ts'
import { type Verb, whole } from './verb.ts'

const DEFAULT_ROWS = 10
const MOST_ROWS = 100

const Flags = z.strictObject({ limit: whole.pipe(z.number().min(1).max(MOST_ROWS)).default(DEFAULT_ROWS) })

export const find: Verb = {
  name: 'find',
  usage: 'find jane@acme.com [--limit 10]',
  summary: 'finds leads by the beginning of a name, email, company or phone number, or by id; newest first',
  for: 'everyone',
  empty: 'No lead is found by that. Type the beginning of a name, email, company or phone number.',
  async run({ flow, workspace }, words) {
    const { limit } = Flags.parse(words.flags)
    const rows = await flow.findLeads(workspace.id, words.rest.join(' '), limit)
    const remarks = rows.length === limit ? [`These are the newest ${limit}; type more to find others.`] : []
    return { data: rows.map(leadRow), leads: rows, remarks }
  },
}
