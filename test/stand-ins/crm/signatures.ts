import { createHmac, timingSafeEqual } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** `held`, `unchecked` (no secret is known), or one line on why it did not hold. */
export type Verdict = { kind: 'held' } | { kind: 'unchecked' } | { kind: 'failed'; why: string }

export type Signatures = { agentflow: Verdict; standard: Verdict }

type Signed = { headers: Readonly<Record<string, string>>; body: Buffer; at: number }

const TOLERANCE_S = 300
const held: Verdict = { kind: 'held' }

/** Checks both signatures as a careful receiver does. The Standard Webhooks package judges age by the machine's own clock. */
export function checkSignatures(signed: Signed, secret: string | undefined): Signatures {
  if (secret === undefined) return { agentflow: { kind: 'unchecked' }, standard: { kind: 'unchecked' } }
  return { agentflow: checkAgentFlow(signed, secret), standard: checkStandard(signed, secret) }
}

/** One word for both: a delivery is trusted only when both hold. */
export function overall({ agentflow, standard }: Signatures): Verdict {
  return agentflow.kind === 'held' ? standard : agentflow
}

/** `sha256=` and the hex HMAC of `timestamp.body`, keyed with the whole text of the secret. */
function checkAgentFlow({ headers, body, at }: Signed, secret: string): Verdict {
  const given = headers['x-agentflow-signature']
  const timestamp = headers['x-agentflow-timestamp']
  if (given === undefined || timestamp === undefined) return failed('the AgentFlow headers are missing')
  if (!/^\d+$/.test(timestamp)) return failed('the timestamp is not a number')
  if (Math.abs(at / 1000 - Number(timestamp)) > TOLERANCE_S) return failed('the timestamp is over 300 seconds off')
  const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')
  return isEqual(given, `sha256=${digest}`) ? held : failed('the AgentFlow signature is not of this body and secret')
}

function checkStandard({ headers, body }: Signed, secret: string): Verdict {
  try {
    new Webhook(secret).verify(body, { ...headers }, { jsonParse: false })
    return held
  } catch (error) {
    return failed(`Standard Webhooks: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function failed(why: string): Verdict {
  return { kind: 'failed', why }
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
