import { z } from 'zod'
import { endpointRow } from './endpoint-row.ts'
import type { Verb } from './verb.ts'

export const endpointList: Verb = {
  name: 'endpoint list',
  usage: 'endpoint list',
  summary: 'lists the inbound URLs of leads',
  empty: 'There is no endpoint yet, so no lead can come in. `endpoint add` makes one.',
  async run({ flow, workspace }, words) {
    z.strictObject({}).parse(words.flags)
    return { data: (await flow.endpoints(workspace.id)).map(endpointRow) }
  },
}
