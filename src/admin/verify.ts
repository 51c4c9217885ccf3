import { z } from 'zod'
import { Moment } from './moment.ts'
import { oneName, type Verb } from './verb.ts'

const Flags = z.strictObject({ since: Moment.optional(), resend: z.array(z.string()).optional() })
const DAY_MS = 24 * 3_600_000

export const verify: Verb = {
  name: 'verify',
  usage: 'verify crm [--since 7d] [--resend]',
  summary:
    'asks a CRM whether it still has what was delivered, a day back unless told otherwise, and sends again what it misses',
  switches: ['resend'],
  destroys: { with: 'resend' },
  async run({ flow, workspace, by }, words) {
    const { since = new Date(Date.now() - DAY_MS), resend } = Flags.parse(words.flags)
    const ask = { workspace: workspace.id, by, destination: oneName(words), since, resend: resend !== undefined }
    const { there, missing, unknown, missed, next } = await flow.verifyDestination(ask)
    const handoffs = missed.map(({ id, lead, event, finishedAt }) => ({
      id,
      lead_id: lead,
      event,
      delivered_at: finishedAt,
    }))
    return {
      data: { there, missing, unknown, handoffs, resent: ask.resend, next },
      remarks: remarksOf(missing, next, ask),
    }
  },
}

function remarksOf(missing: number, next: Date | null, { resend }: { resend: boolean }): string[] {
  return [
    ...(missing > 0 && !resend ? ['Nothing was sent again; add --resend to send what is missing.'] : []),
    ...(next ? [`Not all were asked for; go on with --since ${next.toISOString()}.`] : []),
  ]
}
