import { beforeLaunch } from '../sources/before-launch.ts'
import { endpointDetails } from './endpoint-row.ts'
import { oneName, type Verb } from './verb.ts'

export const endpointShow: Verb = {
  name: 'endpoint show',
  usage: 'endpoint show web',
  summary:
    'tells all about an endpoint but its URL and secrets, what it refused in 30 days, and what to settle before a phone agent goes live',
  async run({ flow, workspace }, words) {
    const { endpoint, refusals } = await flow.showEndpoint(workspace.id, oneName(words))
    const open = beforeLaunch(endpoint)
    return { data: { ...endpointDetails(endpoint), refusals, ...(open.length > 0 && { before_launch: open }) } }
  },
}
