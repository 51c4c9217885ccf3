import { handoffRow } from './handoff-row.ts'
import { oneName, type Verb } from './verb.ts'

export const discard: Verb = {
  name: 'discard',
  usage: 'discard ho_…',
  summary: 'gives up a parked handoff for good: what it said is deleted, its row in the log stays',
  destroys: true,
  async run({ flow, workspace, by }, words) {
    const handoffId = oneName(words)
    return { data: handoffRow(await flow.discardHandoff({ workspace: workspace.id, handoffId, by })) }
  },
}
