import type { InboundRequest } from './request.ts'
import type { HmacScheme, SecretScheme } from './scheme.ts'

/** Why a signature cannot even be checked. */
export type UnreadableCode = 'missing_signature' | 'malformed_signature' | 'missing_timestamp' | 'malformed_timestamp'

/** What a request says about its sender, read but not yet believed. */
type Signature = {
  /** Well-formed signatures, decoded; one of them must be right. */
  candidates: Buffer[]
  /** Exactly as sent, since that is what was signed; empty where the scheme has none. */
  ts: string
  id: string
}

type Unreadable = { unreadable: UnreadableCode }

const TIMESTAMP = { s: /^\d{1,12}$/, ms: /^\d{13,14}$/ }
const ALPHABET = { hex: /^[0-9a-f]+$/i, base64: /^[A-Za-z0-9+/]+={0,2}$/ }
const BYTES = { sha1: 20, sha256: 32 }

/** Reads the signature, its time and its id from the headers. */
export function readSignature(scheme: HmacScheme, request: InboundRequest): Signature | Unreadable {
  const value = onlyValue(request.headers[scheme.header])
  const id = scheme.idHeader === undefined ? '' : onlyValue(request.headers[scheme.idHeader])
  if (typeof value !== 'string') return value
  if (typeof id !== 'string') return id

  const texts = signatureTexts(scheme, value)
  const candidates = texts.map((text) => decoded(scheme, text)).filter((bytes) => bytes !== null)
  if (candidates.length === 0) return { unreadable: 'malformed_signature' }

  const stamps = timestampTexts(scheme, request, value)
  if (scheme.timestamp === undefined) return { candidates, ts: '', id }
  const [ts = ''] = stamps
  if (stamps.length > 1) return { unreadable: 'malformed_timestamp' }
  if (ts === '') return { unreadable: 'missing_timestamp' }
  if (!TIMESTAMP[scheme.timestamp.unit].test(ts)) return { unreadable: 'malformed_timestamp' }
  return { candidates, ts, id }
}

/** Reads a secret that was sent as it is; `password` is the part after the colon of a basic credential. */
export function readSecret(
  scheme: SecretScheme,
  request: InboundRequest,
): { whole: string; password: string } | Unreadable {
  const value = onlyValue(secretTexts(scheme, request))
  if (typeof value !== 'string') return value
  if (scheme.kind === 'query') return { whole: value, password: value }
  if (scheme.kind === 'header') return { whole: utf8(value), password: utf8(value) }

  const token = /^(\w+) +(\S+)$/.exec(utf8(value))
  if (token?.[1]?.toLowerCase() !== scheme.kind || token[2] === undefined) return { unreadable: 'malformed_signature' }
  if (scheme.kind === 'bearer') return { whole: token[2], password: token[2] }
  const whole = ALPHABET.base64.test(token[2]) ? Buffer.from(token[2], 'base64').toString('utf8') : ''
  if (!whole.includes(':')) return { unreadable: 'malformed_signature' }
  return { whole, password: whole.slice(whole.indexOf(':') + 1) }
}

/** Node reads header bytes as Latin-1. */
function utf8(headerValue: string): string {
  return Buffer.from(headerValue, 'latin1').toString('utf8')
}

function onlyValue(values: readonly string[] = []): string | Unreadable {
  if (values.length > 1) return { unreadable: 'malformed_signature' }
  return values[0] || { unreadable: 'missing_signature' }
}

function secretTexts(scheme: SecretScheme, request: InboundRequest): readonly string[] | undefined {
  if (scheme.kind === 'header') return request.headers[scheme.header]
  if (scheme.kind !== 'query') return request.headers.authorization
  const start = request.target.indexOf('?')
  return start < 0 ? [] : new URLSearchParams(request.target.slice(start)).getAll(scheme.parameter)
}

function signatureTexts({ format }: HmacScheme, value: string): string[] {
  switch (format.kind) {
    case 'prefix':
      return value.startsWith(format.prefix) ? [value.slice(format.prefix.length)] : []
    case 'fields':
      return fields(value, format.signature)
    case 'versions':
      return value
        .split(' ')
        .filter((part) => part.startsWith(`${format.version},`))
        .map((part) => part.slice(format.version.length + 1))
  }
}

function timestampTexts({ format, timestamp }: HmacScheme, request: InboundRequest, value: string): readonly string[] {
  if (timestamp?.header !== undefined) return request.headers[timestamp.header] ?? []
  return format.kind === 'fields' ? fields(value, format.timestamp) : []
}

function fields(value: string, name: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1))
}

function decoded({ encoding, algorithm }: HmacScheme, text: string): Buffer | null {
  const bytes = BYTES[algorithm]
  const characters = encoding === 'hex' ? bytes * 2 : Math.ceil(bytes / 3) * 4
  if (text.length !== characters || !ALPHABET[encoding].test(text)) return null
  const decodedBytes = Buffer.from(text, encoding)
  return decodedBytes.length === bytes ? decodedBytes : null
}
