import { z } from 'zod'
import { once, type Verb, whole } from './verb.ts'

const DEFAULT_RATE = 50
const DEFAULT_BURST = 200

const Flags = z.strictObject({
  name: once,
  source: once,
  channel: once
    .pipe(z.string().regex(/^[CGD][A-Z0-9]{2,20}$/, 'must be a Slack channel id, such as C0123ABCD'))
    .optional(),
  secret: once.optional(),
  auth: once.pipe(z.enum(['hmac', 'none'])).optional(),
  rate: whole.default(DEFAULT_RATE),
  burst: whole.default(DEFAULT_BURST),
})

export const endpointAdd: Verb = {
  name: 'endpoint add',
  usage:
    'endpoint add --name web --source agentflow [--channel C…] [--secret …] [--auth none] [--rate 50] [--burst 200]',
  summary: 'makes an inbound URL for leads; its key and secret are shown this once',
  async run({ flow, workspace, by, publicUrl }, words) {
    const { channel = null, secret = null, auth, ...rest } = Flags.parse(words.flags)
    const made = await flow.addEndpoint({
      ...rest,
      workspace: workspace.id,
      by,
      channel,
      secret,
      auth: auth === 'none' ? 'none' : 'signature',
    })
    const remarks = channel ? [] : ['No channel: its leads are in the inbox only.']
    return { data: { id: made.endpoint.id, url: `${publicUrl}/in/${made.key}`, secret: made.secret }, remarks }
  },
}
