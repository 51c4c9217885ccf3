import { handoffRow } from './handoff-row.ts'
import { oneName, type Verb } from './verb.ts'

export const retry: Verb = {
  name: 'retry',
  usage: 'retry ho_…',
  summary: 'tries a handoff again now, with its destination as it is set up today',
  for: 'deciders',
  async run({ flow, workspace, by }, words) {
    const handoffId = oneName(words)
    return { data: handoffRow(await flow.retryHandoff({ workspace: workspace.id, handoffId, by })) }
  },
}
