import { z } from 'zod'
import type { Verb } from './verb.ts'

export const doctor: Verb = {
  name: 'doctor',
  usage: 'doctor',
  summary:
    'looks at token, scopes, channels, clocks, database, queue, endpoints and destinations, and says how to mend them',
  columns: ['what', 'state', 'detail', 'fix'],
  async run({ flow, workspace }, words) {
    z.strictObject({}).parse(words.flags)
    return { data: await flow.doctor(workspace.id) }
  },
}
