/**
 * How a sender proves who it is, as a row of data: a new sender is rarely new code.
 * `either` is judged by its first row whose credential was sent; `none` leaves the endpoint's URL as the only credential.
 */
export type Scheme =
  | HmacScheme
  | SecretScheme
  | { kind: 'either'; of: readonly [SentScheme, ...SentScheme[]] }
  | { kind: 'none' }

export type SentScheme = HmacScheme | SecretScheme

/** An HMAC over parts of the request. Header names are lower-case. */
export type HmacScheme = {
  kind: 'hmac'
  algorithm: 'sha1' | 'sha256'
  encoding: 'hex' | 'base64'
  header: string
  format: SignatureLayout
  /** What is signed: text with `{body}` (raw bytes), `{ts}`, `{method}`, `{url}` (public, with query) and `{id}`. */
  signed: string
  /** Absent where the sender signs no time. Without a header, the time stands inside a `fields` signature. */
  timestamp?: { header?: string; unit: 's' | 'ms'; toleranceS?: number }
  /** The header that `{id}` stands for. */
  idHeader?: string
  /** `text`: the secret's exact UTF-8 text is the key. `standard-webhooks`: the bytes whose base64 follows `whsec_`. */
  key: 'text' | 'standard-webhooks'
}

/**
 * `prefix`: one signature, after a fixed text that may be empty. `fields`: `t=…,v1=…`, where the signature may be repeated.
 * `versions`: Standard Webhooks' `v1,… v1,…`, where other versions are passed over.
 */
type SignatureLayout =
  | { kind: 'prefix'; prefix: string }
  | { kind: 'fields'; signature: string; timestamp: string }
  | { kind: 'versions'; version: string }

/**
 * The secret itself is sent: in a header, as a bearer token, as a basic password or in the URL's query.
 * A basic secret with a colon is `user:password`; one without is the password, whoever the user.
 */
export type SecretScheme =
  | { kind: 'header'; header: string }
  | { kind: 'bearer' }
  | { kind: 'basic' }
  | { kind: 'query'; parameter: string }

const SHA256_HEX = { kind: 'hmac', algorithm: 'sha256', encoding: 'hex', key: 'text' } as const
const SHA256_PREFIX = { kind: 'prefix', prefix: 'sha256=' } as const

export const agentflow: HmacScheme = {
  ...SHA256_HEX,
  header: 'x-agentflow-signature',
  format: SHA256_PREFIX,
  signed: '{ts}.{body}',
  timestamp: { header: 'x-agentflow-timestamp', unit: 's' },
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export const standardWebhooks: HmacScheme = {
  kind: 'hmac',
  algorithm: 'sha256',
  encoding: 'base64',
  header: 'webhook-signature',
  format: { kind: 'versions', version: 'v1' },
  signed: '{id}.{ts}.{body}',
  timestamp: { header: 'webhook-timestamp', unit: 's' },
  idHeader: 'webhook-id',
  key: 'standard-webhooks',
}

/** Without a timestamp, as Zapito documents it. */
export const zapito: HmacScheme = {
  ...SHA256_HEX,
  header: 'x-zapito-signature',
  format: SHA256_PREFIX,
  signed: '{body}',
}

export const leadflo: SecretScheme = { kind: 'header', header: 'x-webhook-secret' }
export const bearer: SecretScheme = { kind: 'bearer' }
export const basic: SecretScheme = { kind: 'basic' }
export const querySecret: SecretScheme = { kind: 'query', parameter: 'secret' }
export const none: Scheme = { kind: 'none' }

export const callurlHmac: HmacScheme = {
  ...agentflow,
  header: 'x-callurl-signature',
  timestamp: { header: 'x-callurl-timestamp', unit: 's' },
}
/** A signature or a bearer token; either counts. */
export const callurl: Scheme = { kind: 'either', of: [callurlHmac, bearer] }
