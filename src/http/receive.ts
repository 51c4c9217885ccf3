import type { IncomingMessage } from 'node:http'
import type { RouterMiddleware } from '@koa/router'
import type { Endpoint } from '../lead/endpoint.ts'
import { announcedBytes, expectsContinue, readBody } from './body.ts'
import type { Arrival, HttpDeps } from './deps.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import { Refused } from './refused.ts'

/**
 * `POST /in/<key>` up to the point where somebody looks at the body: HTTPS, the endpoint, its rate, the bytes. The first check
 * that fails answers, and is logged where there is an endpoint.
 */
export function receive(deps: HttpDeps, bodyMs: number): RouterMiddleware<Arrival> {
  const rates = createRateLimit(() => performance.now())
  const limits = { maxBytes: deps.maxBytes, withinMs: bodyMs }

  return async (ctx) => {
    const { req, state } = ctx
    const { headers, requestId, startedAt, peer } = state
    const key = ctx.params.key ?? ''
    if (!peer.isSecure) throw insecure(deps, req, state, key)
    const endpoint = await deps.findEndpoint(key)
    if (!endpoint) throw new Refused('unknown_endpoint')

    const goOn = () => expectsContinue(req) && ctx.res.writeContinue()
    const body = await admitted(endpoint, rates, () => readBody(req, limits, goOn)).catch((error: unknown) => {
      if (error instanceof Refused) log(deps, req, state, endpoint, error)
      throw error
    })
    const request = { method: ctx.method, target: ctx.originalUrl, headers, body }
    const answer = await deps.receiveLead({ endpoint, request, requestId, address: peer.address, startedAt })
    ctx.status = answer.status
    ctx.body = answer.body
    if (answer.headers) ctx.set({ ...answer.headers })
  }
}

async function admitted<Body>(endpoint: Endpoint, rates: RateLimit, read: () => Promise<Body>): Promise<Body> {
  if (endpoint.disabled) throw new Refused('endpoint_disabled')
  const waitS = rates.take(endpoint)
  if (waitS > 0) throw new Refused('rate_limited', { 'retry-after': String(waitS) })
  return read()
}

/** Its answer does not wait for the endpoint, which is only asked for so that its log can tell of it. */
function insecure(deps: HttpDeps, request: IncomingMessage, arrival: Arrival, key: string): Refused {
  const refused = new Refused('https_required')
  deps.findEndpoint(key).then(
    (endpoint) => endpoint && log(deps, request, arrival, endpoint, refused),
    (error: unknown) => deps.failed('log of a refusal', error),
  )
  return refused
}

function log(deps: HttpDeps, request: IncomingMessage, arrival: Arrival, endpoint: Endpoint, refused: Refused): void {
  const { requestId, startedAt, peer } = arrival
  const { status, code } = refused
  const bytes = announcedBytes(request) ?? 0
  deps
    .logRefusal({ endpoint, requestId, address: peer.address, startedAt, status, code, bytes })
    .catch((error: unknown) => deps.failed('log of a refusal', error))
}
