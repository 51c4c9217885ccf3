import { z } from 'zod'
import { SCENARIOS } from '../sources/source.ts'
import { once, oneName, type Verb } from './verb.ts'

const Flags = z.strictObject({ case: once.pipe(z.enum(SCENARIOS)).default('routine') })

export const endpointTest: Verb = {
  name: 'endpoint test',
  usage: 'endpoint test web [--case routine|incomplete|sensitive]',
  summary: 'sends a signed, made-up lead through the endpoint and says how it was answered; no threshold decides it',
  async run({ flow, workspace, by }, words) {
    const { case: scenario } = Flags.parse(words.flags)
    const ask = { workspace: workspace.id, by, endpoint: oneName(words) }
    const { status, body } = await flow.testEndpoint(ask, scenario)
    return { data: { case: scenario, status, answer: body } }
  },
}
