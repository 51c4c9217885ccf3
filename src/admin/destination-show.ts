import { destinationDetails } from './destination-row.ts'
import { oneName, type Verb } from './verb.ts'

export const destinationShow: Verb = {
  name: 'destination show',
  usage: 'destination show crm',
  summary: 'tells all about a receiver but its secrets and header values',
  async run({ flow, workspace }, words) {
    return { data: destinationDetails(await flow.findDestination(workspace.id, oneName(words))) }
  },
}
