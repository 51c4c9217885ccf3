import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sampleLead } from '../../leads.ts'
import { clockMs, offer } from '../program.ts'
import { type Answer, Line } from './line.ts'

type Volley = {
  targets: readonly { url: string; secret: string }[]
  count: number
  connections: number
  /** Leads per second; null is as fast as they are taken. */
  rate: number | null
}

/** When a lead was sent and answered, in milliseconds since 1970. */
export type SentLead = { id: string; sentAt: number; answeredAt: number }
type Sent = { seconds: number; leads: SentLead[] }

export type Sender = { send(volley: Volley): Promise<Sent> }

/** Signs all leads beforehand, then sends them over so many keep-alive connections. Rejects unless every one was taken. */
async function send({ targets, count, connections, rate }: Volley): Promise<Sent> {
  const requests = Array.from({ length: count }, (_, n) =>
    requestOf(targets[n % targets.length] ?? { url: '', secret: '' }, n),
  )
  const lines = await Promise.all(Array.from({ length: connections }, () => Line.open(targets[0]?.url ?? '')))
  const leads: SentLead[] = []
  let next = 0
  const startedAt = clockMs()
  await Promise.all(
    lines.map(async (line) => {
      for (let n = next++; n < count; n = next++) {
        const wait = rate === null ? 0 : startedAt + (n * 1000) / rate - clockMs()
        if (wait > 0) await sleep(wait)
        const sentAt = clockMs()
        const answer = await line.send(requests[n] ?? '')
        leads.push({ id: idIn(answer), sentAt, answeredAt: clockMs() })
      }
    }),
  )
  const seconds = (clockMs() - startedAt) / 1000
  for (const line of lines) line.close()
  return { seconds, leads }
}

function requestOf({ url, secret }: { url: string; secret: string }, n: number): string {
  const { pathname, host } = new URL(url)
  const body = JSON.stringify({ ...sampleLead(0), email: `jordan.${n}@stacklane.example`, submission: randomUUID() })
  const timestamp = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-agentflow-timestamp: ${timestamp}`,
    `x-agentflow-signature: sha256=${signature}`,
    '',
    body,
  ].join('\r\n')
}

function idIn({ status, body }: Answer): string {
  if (status !== 202) throw new Error(`a lead was answered ${status}: ${body}`)
  return /"lead_id":"([^"]+)"/.exec(body)?.[1] ?? ''
}

offer<Sender>({ send })
