import { handoffRow } from './handoff-row.ts'
import { oneName, type Verb } from './verb.ts'

export const destinationTest: Verb = {
  name: 'destination test',
  usage: 'destination test crm',
  summary: 'sends one marked test handoff now and says what the receiver answered',
  async run({ flow, workspace, by }, words) {
    const handoff = await flow.testDestination({ workspace: workspace.id, by, destination: oneName(words) })
    const answer = handoff.attempts.at(-1)?.responseBody ?? null
    return { data: { ...handoffRow(handoff), answer }, remarks: handoff.hint ? [handoff.hint] : [] }
  },
}
