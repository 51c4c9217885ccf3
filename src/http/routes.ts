import Router, { type RouterMiddleware } from '@koa/router'
import { expectsContinue } from './body.ts'
import type { Arrival, HttpDeps } from './deps.ts'
import { receive } from './receive.ts'
import { Refused } from './refused.ts'

/** Everything that this server answers. Paths are exact, down to the last slash. */
export function createRouter(deps: HttpDeps, bodyMs: number): Router<Arrival> {
  const router = new Router<Arrival>({ strict: true, sensitive: true })
  router.post('/in/:key', receive(deps, bodyMs))
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' }
  })
  router.get('/readyz', async (ctx) => {
    const { ok, body } = await deps.ready()
    ctx.status = ok ? 200 : 503
    ctx.body = body
  })
  if (deps.slackListener) {
    const slack = handedOver(deps.slackListener)
    router.post('/slack/events', slack)
    router.get('/slack/install', slack)
    router.get('/slack/oauth_redirect', slack)
  }
  return router
}

/** What no route took. */
export const unrouted: RouterMiddleware<Arrival> = (ctx) => {
  const methods = new Set(ctx.matched?.flatMap((layer) => layer.methods))
  if (methods.size === 0) throw new Refused('not_found')
  throw new Refused('method_not_allowed', { allow: [...methods].join(', ') })
}

/** Bolt reads the body and answers on its own time. It knows no HEAD, which the router adds to every GET. */
function handedOver(listener: NonNullable<HttpDeps['slackListener']>): RouterMiddleware<Arrival> {
  return (ctx) => {
    if (ctx.method === 'HEAD') throw new Refused('method_not_allowed', { allow: 'GET' })
    if (expectsContinue(ctx.req)) ctx.res.writeContinue()
    listener(ctx.req, ctx.res)
    ctx.respond = false
  }
}
