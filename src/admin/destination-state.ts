import type { DestinationState } from '../handoff/destination.ts'
import { destinationRow } from './destination-row.ts'
import { oneName, type Verb } from './verb.ts'

export const destinationPause = stateVerb('pause', 'paused', 'holds back what is owed to a receiver, and keeps it')
export const destinationDisable = stateVerb('disable', 'disabled', 'switches a receiver off; what is decided is kept')
export const destinationResume = stateVerb('resume', 'on', 'sends what was held back, and forgets past failures')

function stateVerb(word: string, state: DestinationState, summary: string): Verb {
  return {
    name: `destination ${word}`,
    usage: `destination ${word} crm`,
    summary,
    ...(state === 'disabled' && { destroys: true as const }),
    async run({ flow, workspace, by }, words) {
      const ask = { workspace: workspace.id, by, destination: oneName(words) }
      return { data: destinationRow(await flow.setDestinationState(ask, state)) }
    },
  }
}
