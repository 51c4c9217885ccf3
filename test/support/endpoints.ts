import type { Endpoint } from '../../src/lead/endpoint.ts'
import type { SourceSettings } from '../../src/sources/source.ts'
import { ARRIVED } from './leads.ts'

export const NO_SETTINGS: SourceSettings = { map: null, schema: null, settings: {} }

/** The website's endpoint, as `endpoint add` makes it. */
export function anEndpoint(overrides: Partial<Endpoint> = {}): Endpoint {
  return {
    ...NO_SETTINGS,
    id: 'ep_1',
    workspace: 'T0OURS',
    name: 'web',
    source: 'agentflow',
    channel: 'C0LEADS',
    auth: 'signature',
    secrets: [{ value: 'whsec_of-the-endpoint', createdAt: ARRIVED, validUntil: null }],
    rate: 50,
    burst: 200,
    thresholds: null,
    severity: null,
    owner: null,
    disabled: false,
    createdAt: ARRIVED,
    ...overrides,
  }
}
