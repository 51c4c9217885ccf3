import { z } from 'zod'
import { OverlapHours } from './overlap-hours.ts'
import { once, oneName, type Verb } from './verb.ts'

const Flags = z.strictObject({
  secret: once.nullable().default(null),
  'overlap-hours': OverlapHours,
})

export const endpointRotate: Verb = {
  name: 'endpoint rotate',
  usage: 'endpoint rotate web [--secret …] [--overlap-hours 24]',
  summary: 'makes a new secret, or takes the sender’s own; the old one counts for so many hours more (0: no longer)',
  destroys: true,
  secret: true,
  async run({ flow, workspace, by }, words) {
    const { secret: given, 'overlap-hours': overlapHours } = Flags.parse(words.flags)
    const ask = { workspace: workspace.id, by, endpoint: oneName(words) }
    const { endpoint, secret, oldValidUntil, warnings } = await flow.rotateEndpoint(ask, {
      secret: given,
      overlapHours,
    })
    return { data: { id: endpoint.id, secret, old_valid_until: oldValidUntil }, remarks: warnings }
  },
}
