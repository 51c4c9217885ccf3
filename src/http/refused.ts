export type RefusedCode = keyof typeof REFUSALS

/** Every refusal that is made before anybody looks at a body. */
const REFUSALS = {
  bad_request: [400, 'This is not HTTP that we understand.'],
  incomplete_body: [400, 'The body broke off before its end. Send it again.'],
  https_required: [403, 'Send this over HTTPS. A proxy in front has to be listed in TRUST_PROXY.'],
  endpoint_disabled: [403, 'This endpoint is switched off. Ask an admin of the workspace to switch it on.'],
  not_found: [404, 'There is nothing at this address.'],
  unknown_endpoint: [404, 'There is no such endpoint. Copy its URL again; it may have been removed.'],
  method_not_allowed: [405, 'This address does not take this method; see the Allow header.'],
  timeout: [408, 'The request did not arrive in time. Send it again.'],
  body_too_large: [413, 'The body is larger than this endpoint takes. Send less of it.'],
  unsupported_encoding: [415, 'Send the body uncompressed, without Content-Encoding.'],
  rate_limited: [429, 'Too many requests for this endpoint. Wait as long as Retry-After says.'],
  headers_too_large: [431, 'The headers are larger than we take.'],
  internal: [500, 'This went wrong on our side. Send it again; the log knows it by its request id.'],
  unavailable: [503, 'We cannot store anything at the moment. Send it again after Retry-After.'],
} as const satisfies Record<string, readonly [number, string]>

/** Thrown where a request is refused, and answered at Koa's exit. */
export class Refused extends Error {
  readonly code: RefusedCode
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  constructor(code: RefusedCode, headers: Readonly<Record<string, string>> = {}) {
    super(REFUSALS[code][1])
    this.name = 'Refused'
    this.code = code
    this.status = REFUSALS[code][0]
    this.headers = headers
  }
}
