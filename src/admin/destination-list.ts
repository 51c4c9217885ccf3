import { z } from 'zod'
import { destinationRow } from './destination-row.ts'
import type { Verb } from './verb.ts'

export const destinationList: Verb = {
  name: 'destination list',
  usage: 'destination list',
  summary: 'lists the receivers of handoffs and how they are doing',
  columns: ['name', 'state', 'reason', 'failures', 'url', 'events'],
  empty: 'There is no destination yet, so nobody is told of leads. `destination add` makes one.',
  async run({ flow, workspace }, words) {
    z.strictObject({}).parse(words.flags)
    return { data: (await flow.destinations(workspace.id)).map(destinationRow) }
  },
}
