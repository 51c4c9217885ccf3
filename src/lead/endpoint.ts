import type { Automatic } from './automatic.ts'
import type { Severity } from './conversation.ts'

/** A signing secret of an endpoint; `validUntil` ends the overlap of a rotated one. */
type EndpointSecret = { value: string; createdAt: Date; validUntil: Date | null }

/** How a sender proves who it is: `signature` as its source documents, one of the others where an admin says so. */
export const ENDPOINT_AUTHS = ['signature', 'hmac', 'header', 'bearer', 'basic', 'url', 'none'] as const
export type EndpointAuth = (typeof ENDPOINT_AUTHS)[number]

/** Where a lead's field stands in a payload: a path, the first of several that has a value, or several joined by spaces. */
export type FieldPath = string | string[] | { join: string[] }
/** Field names of a lead, and where each stands. */
export type FieldMap = Record<string, FieldPath>

/** One field of a phone agent's structured result. */
export type WorkflowField = { name: string; type: string; required: boolean; description: string }
type WorkflowSchema = { outcome: string | null; fields: WorkflowField[] }

/** One inbound URL of a workspace. Its key is a credential: only a hash of it is stored. */
export type Endpoint = {
  /** `ep_` + ULID. */
  id: string
  workspace: string
  name: string
  source: string
  /** Slack channel for its cards; null means inbox only. */
  channel: string | null
  auth: EndpointAuth
  secrets: EndpointSecret[]
  /** Requests per second, and how many at once above that; rate 0 is no limit. */
  rate: number
  burst: number
  /** Set for sources whose senders name their own fields. */
  map: FieldMap | null
  schema: WorkflowSchema | null
  /** What its source can be told besides, such as `callback`, `drop` or `sensitive_reasons`; stored encrypted. */
  settings: Record<string, string>
  /** Limits of its own in place of the workspace's; null: the workspace's. */
  thresholds: Automatic | null
  /** What its leads begin with: null is `normal`, and nobody. */
  severity: Severity | null
  owner: string | null
  disabled: boolean
  createdAt: Date
}

/** The secrets that still count at this moment, newest first. */
export function liveSecrets(endpoint: Endpoint, now: Date): string[] {
  return endpoint.secrets.filter(({ validUntil }) => !validUntil || validUntil > now).map(({ value }) => value)
}
