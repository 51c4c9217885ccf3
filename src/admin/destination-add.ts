import { DestinationFlags } from './destination-options.ts'
import { once, type Verb } from './verb.ts'

const DEFAULT_CONCURRENCY = 8

const { name, events, header, set, mapping, concurrency } = DestinationFlags.shape
const Flags = DestinationFlags.partial().extend({
  name,
  kind: once.default('webhook'),
  set,
  events,
  header,
  mapping: mapping.default(null),
  concurrency: concurrency.default(DEFAULT_CONCURRENCY),
})

export const destinationAdd: Verb = {
  name: 'destination add',
  usage:
    'destination add --name crm --kind webhook --url https://… [--set name=value] --events lead.qualified,lead.rejected [--header "Name: value"] [--mapping file.json] [--signing agentflow] [--policy default] [--concurrency 8] [--rate 10]',
  summary: 'makes a receiver of handoffs; its signing secret is shown this once, and nothing is sent yet',
  files: ['mapping'],
  secret: true,
  async run({ flow, workspace, by }, words) {
    const { header: headers, set: settings, url = null, events, ...rest } = Flags.parse(words.flags)
    const { destination, warnings } = await flow.addDestination({
      ...rest,
      ...events,
      url,
      headers,
      settings,
      workspace: workspace.id,
      by,
    })
    return { data: { id: destination.id, signing_secret: destination.secrets.current }, remarks: warnings }
  },
}
