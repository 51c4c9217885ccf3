/** An HTTP request that somebody sent us. Header names are lower-case; a header sent twice has two values. */
export type InboundRequest = {
  method: string
  /** Path and query exactly as they stood on the request line. */
  target: string
  headers: Readonly<Record<string, readonly string[]>>
  body: Buffer
}

/** An HTTP request that we are about to send. Header names are lower-case. */
export type OutboundRequest = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT'
  url: string
  headers: Readonly<Record<string, string>>
  body: string
}
