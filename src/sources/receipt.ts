import { hash } from 'node:crypto'
import type { InboundRequest } from '../wire/request.ts'

/** How a submission is recognised when it comes again; the key counts within its endpoint. */
export type Receipt = { key: string; rememberMs: number; bodyHash: string }

const HOUR_MS = 3_600_000
const REMEMBER_ID_MS = 30 * 24 * HOUR_MS
const REMEMBER_BODY_MS = 24 * HOUR_MS
const MAX_KEY_CHARACTERS = 255

/**
 * The dedupe key, by the first that exists: the source's event id, the `Idempotency-Key` header, the `idempotency_key` field
 * (text or number), else the body's SHA-256. A blank one counts as absent; one over 255 characters is held as its hash; a
 * header sent twice with different values is both of them together (RFC 9110 §5.3), with the same value it is that value.
 */
export function receiptOf(
  eventId: string | null,
  request: InboundRequest,
  payload: Readonly<Record<string, unknown>>,
): Receipt {
  const bodyHash = sha256(request.body)
  if (eventId !== null && !isBlank(eventId)) return remembered('event', eventId, bodyHash)
  const key = [headerKey(request), fieldKey(payload)].find((one) => !isBlank(one))
  if (key !== undefined) return remembered('key', key, bodyHash)
  return { key: `body:${bodyHash}`, rememberMs: REMEMBER_BODY_MS, bodyHash }
}

function remembered(kind: 'event' | 'key', id: string, bodyHash: string): Receipt {
  const key = id.length > MAX_KEY_CHARACTERS ? `${kind}-hash:${sha256(id)}` : `${kind}:${id}`
  return { key, rememberMs: REMEMBER_ID_MS, bodyHash }
}

function headerKey(request: InboundRequest): string {
  const values = request.headers['idempotency-key'] ?? []
  return [...new Set(values.filter((value) => !isBlank(value)))].join(', ')
}

function fieldKey(payload: Readonly<Record<string, unknown>>): string {
  const value = payload.idempotency_key
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}

function sha256(data: Buffer | string): string {
  return hash('sha256', data)
}
