import { z } from 'zod'
import type { Lead } from '../lead/lead.ts'
import { fileName } from './csv.ts'
import { exportRow, leadCsv } from './lead-csv.ts'
import { Moment } from './moment.ts'
import { once, type Verb } from './verb.ts'

const Flags = z.strictObject({
  since: Moment.nullable().default(null),
  until: Moment.nullable().default(null),
  state: once
    .pipe(z.enum(['open', 'approved', 'rejected']))
    .nullable()
    .default(null),
  endpoint: once.nullable().default(null),
  source: once.nullable().default(null),
})

export const exportCsv: Verb = {
  name: 'export csv',
  usage:
    'export csv [--since 30d] [--until 2026-11-21] [--state open|approved|rejected] [--endpoint web] [--source agentflow]',
  summary: 'writes leads as CSV, newest first: to the terminal from a shell, as a file from Slack',
  async run({ flow, workspace }, words) {
    z.tuple([], 'takes no words').parse(words.rest)
    const { endpoint: nameOrId, ...filter } = Flags.parse(words.flags)
    const endpoint = nameOrId && (await flow.findEndpoint(workspace.id, nameOrId)).id
    const leads = () => flow.exportLeads(workspace.id, { ...filter, endpoint })
    const name = fileName('leads')
    return { data: { file: name }, file: { name, text: () => leadCsv(leads), rows: () => rowsOf(leads()) } }
  },
}

async function* rowsOf(leads: AsyncIterable<Lead[]>): AsyncGenerator<unknown> {
  for await (const batch of leads) yield* batch.map(exportRow)
}
