import { DestinationFlags } from './destination-options.ts'
import { destinationDetails } from './destination-row.ts'
import { oneName, type Verb } from './verb.ts'

const Flags = DestinationFlags.partial()

export const destinationEdit: Verb = {
  name: 'destination edit',
  usage:
    'destination edit crm [--name …] [--url …] [--events …] [--header "Name: value", replaces all] [--set name=value] [--mapping file.json|none] [--signing …] [--policy …] [--concurrency 8] [--rate 10|off]',
  summary: 'changes a receiver; waiting and parked handoffs go out as it is set up then',
  files: ['mapping'],
  async run({ flow, workspace, by }, words) {
    const { header: headers, set: settings, events, ...rest } = Flags.parse(words.flags)
    const changes = Object.fromEntries(
      Object.entries({
        ...rest,
        ...events,
        ...(words.flags.header && { headers }),
        ...(words.flags.set && { settings }),
      }).filter(([, value]) => value !== undefined),
    )
    const ask = { workspace: workspace.id, by, destination: oneName(words) }
    const { destination, warnings } = await flow.editDestination(ask, changes)
    return { data: destinationDetails(destination), remarks: warnings }
  },
}
