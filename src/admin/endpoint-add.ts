import { z } from 'zod'
import { sampleCall } from '../flow/test-endpoint.ts'
import { ENDPOINT_AUTHS, type Endpoint } from '../lead/endpoint.ts'
import { schemeOf } from '../sources/check-endpoint.ts'
import { sourceNamed } from '../sources/index.ts'
import { curlLine } from './curl-line.ts'
import {
  Channel,
  ENDPOINT_FILES,
  MapJson,
  Name,
  Owner,
  Pace,
  SchemaJson,
  SettingPairs,
  SeverityName,
  Threshold,
} from './endpoint-options.ts'
import { once, type Verb } from './verb.ts'

const DEFAULT_RATE = 50
const DEFAULT_BURST = 200

const Flags = z.strictObject({
  name: Name,
  source: once,
  channel: Channel.nullable().default(null),
  secret: once.nullable().default(null),
  auth: once.pipe(z.enum(ENDPOINT_AUTHS)).nullable().default(null),
  rate: Pace.default(DEFAULT_RATE),
  burst: Pace.default(DEFAULT_BURST),
  map: MapJson.nullable().default(null),
  schema: SchemaJson.nullable().default(null),
  set: SettingPairs,
  severity: SeverityName.nullable().default(null),
  owner: Owner.nullable().default(null),
  approve: Threshold.optional(),
  reject: Threshold.optional(),
})

export const endpointAdd: Verb = {
  name: 'endpoint add',
  usage:
    'endpoint add --name web --source agentflow [--channel C…] [--secret …] [--auth hmac|header|bearer|basic|url|none] [--rate 50] [--burst 200] [--map file.json] [--schema file.json] [--set key=value …] [--severity normal] [--owner U…] [--approve 85|off] [--reject 20|off]',
  summary: 'makes an inbound URL for leads; it and its secret are shown this once',
  files: ENDPOINT_FILES,
  secret: true,
  async run({ flow, workspace, by, publicUrl }, words) {
    const { set: settings, approve, reject, ...rest } = Flags.parse(words.flags)
    const isOwn = approve !== undefined || reject !== undefined
    const thresholds = isOwn ? { approve: approve ?? null, reject: reject ?? null } : null
    const asked = { ...rest, settings, thresholds, workspace: workspace.id, by }
    const { endpoint, key, secret, warnings } = await flow.addEndpoint(asked)
    const url = `${publicUrl}/in/${key}`
    return { data: { id: endpoint.id, url, secret }, remarks: [...warnings, ...tryIt(endpoint, url, secret)] }
  },
}

/** How to send a first lead by hand; nothing where nobody knows what the sender would send. */
function tryIt(endpoint: Endpoint, url: string, secret: string | null): string[] {
  const source = sourceNamed(endpoint.source)
  if (!source.sample) return []
  const sample = sampleCall(endpoint, 'routine', `test_${endpoint.id}`)
  const line = curlLine({ ...sample, scheme: schemeOf(source, endpoint), url, secret: secret ?? '' })
  return [`To send a first lead:\n${line}`]
}
