import { endpointDetails } from './endpoint-row.ts'
import { oneName, type Verb } from './verb.ts'

export const endpointShow: Verb = {
  name: 'endpoint show',
  usage: 'endpoint show web',
  summary: 'tells all about an endpoint but its URL and secrets, and what it refused in 30 days',
  async run({ flow, workspace }, words) {
    const { endpoint, refusals } = await flow.showEndpoint(workspace.id, oneName(words))
    return { data: { ...endpointDetails(endpoint), refusals } }
  },
}
