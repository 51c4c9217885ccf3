import { z } from 'zod'
import { OverlapHours } from './overlap-hours.ts'
import { oneName, type Verb } from './verb.ts'

const Flags = z.strictObject({
  overlap: OverlapHours,
})

export const destinationRotate: Verb = {
  name: 'destination rotate',
  usage: 'destination rotate crm [--overlap 24]',
  summary: 'makes a new signing secret; for that many hours both count (see `destination switch`)',
  destroys: true,
  secret: true,
  async run({ flow, workspace, by }, words) {
    const { overlap } = Flags.parse(words.flags)
    const ask = { workspace: workspace.id, by, destination: oneName(words) }
    const { destination, secret, oldValidUntil } = await flow.rotateDestination(ask, overlap)
    return { data: { id: destination.id, signing_secret: secret, old_valid_until: oldValidUntil } }
  },
}

export const destinationSwitch: Verb = {
  name: 'destination switch',
  usage: 'destination switch crm',
  summary: 'ends the overlap of a rotation: from now on the new secret alone signs',
  destroys: true,
  async run({ flow, workspace, by }, words) {
    const { id } = await flow.switchDestination({ workspace: workspace.id, by, destination: oneName(words) })
    return { data: { id, old_valid_until: null } }
  },
}
