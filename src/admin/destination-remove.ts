import { oneName, type Verb } from './verb.ts'

export const destinationRemove: Verb = {
  name: 'destination remove',
  usage: 'destination remove crm',
  summary: 'removes a receiver; what waits for it is parked, and its log stays',
  destroys: true,
  async run({ flow, workspace, by }, words) {
    const ask = { workspace: workspace.id, by, destination: oneName(words) }
    const { destination, warnings } = await flow.removeDestination(ask)
    return { data: { id: destination.id, removed: true }, remarks: warnings }
  },
}
