import { z } from 'zod'
import type { Handoff } from '../handoff/handoff.ts'
import type { Verb } from './verb.ts'

const Who = z.array(z.string()).transform((words, context) => {
  if (words.length > 0) return words.join(' ')
  context.addIssue('takes an email, a phone number or the id of a lead')
  return z.NEVER
})

export const forget: Verb = {
  name: 'forget',
  usage: 'forget jane@acme.com|+14155550134|lead_…',
  summary: 'erases a person from leads, logs, transcripts, handoffs and cards, and tells what it cannot erase',
  destroys: true,
  async run({ flow, workspace, by }, words) {
    z.strictObject({}).parse(words.flags)
    const { erasures, leads, told, threads } = await flow.forget({
      workspace: workspace.id,
      by,
      who: Who.parse(words.rest),
    })
    return {
      data: { erasures, leads, destinations_told: told.map(toldRow), threads },
      remarks: [
        ...(told.length > 0 ? ['Destinations that were told keep what they have: have it erased there.'] : []),
        ...(threads.length > 0 ? ['What people wrote in these threads is theirs to delete.'] : []),
      ],
    }
  },
}

function toldRow({ id, lead, destination, event, state, remote }: Handoff) {
  return { handoff_id: id, lead_id: lead, destination: destination.name, event, state, remote_id: remote?.id ?? null }
}
