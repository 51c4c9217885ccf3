import { z } from 'zod'
import type { Verb } from './verb.ts'

export const digestNow: Verb = {
  name: 'digest now',
  usage: 'digest now',
  summary:
    'posts the digest of the last day or week at once; `settings set digest=daily digest_hour=9` sends it by itself',
  async run({ flow, workspace }, words) {
    z.strictObject({}).parse(words.flags)
    const { from, to, now } = await flow.digestNow(workspace)
    return { data: { from, to, channel: workspace.settings.digest_channel, ...now } }
  },
}
