import { z } from 'zod'
import { INBOX_LISTS, NO_FILTERS } from '../lead/inbox.ts'
import { leadRow } from './lead-row.ts'
import { once, perhapsOne, type Verb, whole } from './verb.ts'

const DEFAULT_ROWS = 10
const MOST_ROWS = 1000

const List = perhapsOne
  .transform(([word = 'pending']) => word)
  .pipe(z.enum(INBOX_LISTS, `must be one of ${INBOX_LISTS.join(', ')}`))

const Flags = z.strictObject({
  endpoint: once.nullable().default(null),
  source: once.nullable().default(null),
  band: once
    .pipe(z.enum(['approve', 'review', 'reject']))
    .nullable()
    .default(null),
  owner: once.nullable().default(null),
  user: once.optional(),
  after: once.nullable().default(null),
  limit: whole.pipe(z.number().min(1).max(MOST_ROWS)).default(DEFAULT_ROWS),
})

export const inbox: Verb = {
  name: 'inbox',
  usage: `inbox [${INBOX_LISTS.join('|')}] [--endpoint web] [--source agentflow] [--band approve|review|reject] [--owner U…] [--user U…] [--limit 10]`,
  summary: 'lists the leads that wait, the urgent first, then the newest',
  for: 'everyone',
  empty: 'No lead is on this list.',
  async run({ flow, workspace, by }, words) {
    const list = List.parse(words.rest)
    const { user = by, after, limit, ...filters } = Flags.parse(words.flags)
    const ask = { workspace: workspace.id, user, list, filters: { ...NO_FILTERS, ...filters }, after, limit }
    const page = await flow.inbox(ask)
    const flags = Object.entries(words.flags).filter(([name]) => name !== 'after')
    const typed = flags.flatMap(([name, [value = '']]) => [`--${name}`, `"${value}"`])
    const next = page.next && ['inbox', list, ...typed, '--after', page.next].join(' ')
    return { data: page.rows.map(leadRow), leads: page.rows, next }
  },
}
