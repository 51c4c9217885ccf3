import type { Endpoint } from '../lead/endpoint.ts'
import { masked } from './masked.ts'

/** Settings by whose value somebody could act as their owner. */
const SECRET_SETTING = /token|secret|key|password/i

/** An endpoint as the lists show it. Of its URL only a hash is stored. */
export function endpointRow({ id, name, source, channel, auth, disabled, createdAt }: Endpoint) {
  return { id, name, source, channel, auth, disabled, created_at: createdAt }
}

/** All that may be shown of an endpoint: of secrets, the last four characters. */
export function endpointDetails(endpoint: Endpoint) {
  const { secrets, rate, burst, map, schema, settings, thresholds, severity, owner } = endpoint
  const shown = Object.entries(settings).map(([key, value]) => [key, SECRET_SETTING.test(key) ? masked(value) : value])
  return {
    ...endpointRow(endpoint),
    secrets: secrets.map(({ value, createdAt, validUntil }) => ({
      secret: masked(value),
      created_at: createdAt,
      valid_until: validUntil,
    })),
    rate,
    burst,
    map,
    schema,
    settings: Object.fromEntries(shown),
    thresholds,
    severity,
    owner,
  }
}
