import { createHmac } from 'node:crypto'

/** Signs and sends one lead to an agentflow endpoint, as its documentation asks senders to do. */
export async function postLead(
  endpoint: { url: string; secret: string },
  lead: object,
): Promise<{ status: number; body: unknown }> {
  const body = JSON.stringify(lead)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', endpoint.secret).update(`${timestamp}.${body}`).digest('hex')
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-agentflow-signature': `sha256=${signature}`,
      'x-agentflow-timestamp': timestamp,
    },
    body,
  })
  return { status: response.status, body: await response.json() }
}
