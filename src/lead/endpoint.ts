/** A signing secret of an endpoint; `validUntil` ends the overlap of a rotated one. */
export type EndpointSecret = { value: string; createdAt: Date; validUntil: Date | null }

/** One inbound URL of a workspace. Its key is a credential: only a hash of it is stored. */
export type Endpoint = {
  /** `ep_` + ULID. */
  id: string
  workspace: string
  name: string
  source: string
  /** Slack channel for its cards; null means inbox only. */
  channel: string | null
  auth: 'signature' | 'none'
  secrets: EndpointSecret[]
  /** Requests per second, and how many at once above that; rate 0 is no limit. */
  rate: number
  burst: number
  disabled: boolean
  createdAt: Date
}

/** The secrets that still count at this moment, newest first. */
export function liveSecrets(endpoint: Endpoint, now: Date): string[] {
  return endpoint.secrets.filter(({ validUntil }) => !validUntil || validUntil > now).map(({ value }) => value)
}
