import { z } from 'zod'
import { handoffRow } from './handoff-row.ts'
import type { Verb } from './verb.ts'

const Rest = z.tuple([z.string().min(1)], 'takes one handoff id')

export const retry: Verb = {
  name: 'retry',
  usage: 'retry ho_…',
  summary: 'tries a handoff again now, with its destination as it is set up today',
  async run({ flow, workspace, by }, words) {
    const [handoffId] = Rest.parse(words.rest)
    return { data: handoffRow(await flow.retryHandoff({ workspace: workspace.id, handoffId, by })) }
  },
}
