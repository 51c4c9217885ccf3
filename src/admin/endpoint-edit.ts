import { z } from 'zod'
import type { Endpoint } from '../lead/endpoint.ts'
import {
  Channel,
  ENDPOINT_FILES,
  MapJson,
  Name,
  Owner,
  orNone,
  Pace,
  SchemaJson,
  SettingPairs,
  SeverityName,
  Threshold,
} from './endpoint-options.ts'
import { endpointDetails } from './endpoint-row.ts'
import { once, oneName, type Verb } from './verb.ts'

const Flags = z
  .strictObject({
    name: Name,
    channel: orNone(Channel),
    rate: Pace,
    burst: Pace,
    map: MapJson,
    schema: SchemaJson,
    set: SettingPairs,
    severity: SeverityName,
    owner: orNone(Owner),
    approve: Threshold,
    reject: Threshold,
    thresholds: once.pipe(z.literal('workspace')),
  })
  .partial()
type Flags = z.infer<typeof Flags>

export const endpointEdit: Verb = {
  name: 'endpoint edit',
  usage:
    'endpoint edit web [--name …] [--channel C…|none] [--rate 50] [--burst 200] [--map file.json] [--schema file.json] [--set key=value …, empty takes it away] [--severity …] [--owner U…|none] [--approve 85|off] [--reject 20|off] [--thresholds workspace]',
  summary: 'changes an endpoint, from the next call on; its URL and secret stay',
  files: ENDPOINT_FILES,
  async run({ flow, workspace, by }, words) {
    const flags = Flags.parse(words.flags)
    const ask = { workspace: workspace.id, by, endpoint: oneName(words) }
    const { endpoint, warnings } = await flow.editEndpoint(ask, (before) => changesOf(before, flags))
    return { data: endpointDetails(endpoint), remarks: warnings }
  },
}

function changesOf(before: Endpoint, { set = {}, approve, reject, thresholds, ...rest }: Flags): Partial<Endpoint> {
  const settings = Object.entries({ ...before.settings, ...set }).filter(([, value]) => value !== '')
  const own = { approve: before.thresholds?.approve ?? null, reject: before.thresholds?.reject ?? null }
  const changes = {
    ...rest,
    ...(Object.keys(set).length > 0 && { settings: Object.fromEntries(settings) }),
    ...(approve !== undefined && { thresholds: { ...own, approve } }),
    ...(reject !== undefined && { thresholds: { ...own, ...(approve !== undefined && { approve }), reject } }),
    ...(thresholds && { thresholds: null }),
  }
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}
