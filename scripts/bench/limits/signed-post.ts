import { createHmac } from 'node:crypto'
import { Pool } from 'undici'

/** Posts a signed body over kept connections, and answers the status. */
export function signedPoster(url: string, secret: string, connections: number) {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1 })
  return (id: string, body: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const timestamp = Math.floor(Date.now() / 1000)
      const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
      const headers = [
        'content-type',
        'application/json',
        'idempotency-key',
        id,
        'webhook-id',
        id,
        'webhook-timestamp',
        String(timestamp),
        'webhook-signature',
        `v1,${signature}`,
      ]
      let status = 0
      pool.dispatch(
        { path: pathname, method: 'POST', headers, body },
        {
          onRequestStart() {},
          onResponseStart(_, code) {
            status = code
          },
          onResponseData() {},
          onResponseEnd: () => resolve(status),
          onResponseError: (_, error) => reject(error),
        },
      )
    })
}
