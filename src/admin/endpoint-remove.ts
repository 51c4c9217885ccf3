import { oneName, type Verb } from './verb.ts'

export const endpointRemove: Verb = {
  name: 'endpoint remove',
  usage: 'endpoint remove web',
  summary: 'removes an endpoint: nobody knows its URL any more; its leads and its log stay',
  destroys: true,
  async run({ flow, workspace, by }, words) {
    const { id } = await flow.removeEndpoint({ workspace: workspace.id, by, endpoint: oneName(words) })
    return { data: { id, removed: true } }
  },
}
