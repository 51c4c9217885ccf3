import { z } from 'zod'
import type { Person } from '../lead/decision.ts'
import { leadRow } from './lead-row.ts'
import { once, type Verb } from './verb.ts'

const SHELL: Person = { id: 'shell', name: 'an admin', email: null, kind: 'user' }
const text = once.nullable().default(null)

const Flags = z.strictObject({
  name: text,
  email: text,
  phone: text,
  company: text,
  message: text,
  endpoint: text,
  key: text,
  link: text,
  test: once.pipe(z.literal('yes')).optional(),
})

export const newVerb: Verb = {
  name: 'new',
  usage:
    'new --name "Jane Doe" --email jane@acme.com [--phone …] [--company …] [--message …] [--endpoint web] [--test yes] [--key …, the same for the same lead]',
  summary: 'makes a lead, which is scored and shown like any other',
  for: 'deciders',
  async run({ flow, workspace, person = SHELL }, words) {
    z.tuple([], 'takes flags only, such as --name').parse(words.rest)
    const { key, link, test, ...lead } = Flags.parse(words.flags)
    const made = await flow.newLead({
      ...lead,
      workspace: workspace.id,
      by: person,
      key: key ?? crypto.randomUUID(),
      fields: link ? [{ name: 'Slack message', value: link }] : [],
      test: test === 'yes',
    })
    return { data: leadRow({ lead: made, failed: null, card: null }) }
  },
}
