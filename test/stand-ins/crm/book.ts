import { EventEmitter, once } from 'node:events'
import { z } from 'zod'
import { type Behaviour, keepsContact } from './behaviour.ts'
import type { Kept } from './keep.ts'
import { checkSignatures, overall, type Signatures } from './signatures.ts'

/** What arrived, as it arrived. Header names are lower-case; `at` is in milliseconds. */
type Arrival = { method: string; path: string; headers: Record<string, string>; body: Buffer; at: number }

/** An arrival and what the CRM made of it. */
export type Received = Arrival & {
  /** Counts arrivals from 1. */
  n: number
  /** The body as JSON; undefined when it is none. */
  json: unknown
  event: string | null
  leadId: string | null
  leadName: string | null
  score: number | null
  decision: string | null
  handoffId: string | null
  /** Which arrival of this handoff it is, from 1. */
  attempt: number
  /** The CRM had taken this handoff before. */
  duplicate: boolean
  signatures: Signatures
  behaviour: Behaviour
  /** The CRM made or changed a contact of it. */
  taken: boolean
}

export type Contact = {
  id: string
  leadId: string
  name: string | null
  email: string | null
  company: string | null
  score: number | null
  decision: string | null
  decisionVersion: number
}

const text = z.string().nullable().catch(null)
const number = z.number().nullable().catch(null)
const Told = z.object({
  event: text,
  lead_id: text,
  handoff_id: text,
  name: text,
  email: text,
  company: text,
  score: number,
  decision: text,
  decision_version: z.number().catch(0),
  test: z.boolean().catch(false),
})
type Told = z.infer<typeof Told>

/** What the CRM knows: everything that arrived, and the contacts it made of it, one for each lead. */
export class Book {
  readonly received: Received[] = []
  readonly contacts = new Map<string, Contact>()
  readonly #taken = new Set<string>()
  readonly #attempts = new Map<string, number>()
  readonly #news = new EventEmitter()

  constructor() {
    this.#news.setMaxListeners(0)
  }

  /** Writes an arrival down, and keeps its contact unless the signature, a duplicate or the behaviour is against it. */
  enter(arrival: Arrival, behaviour: Behaviour, secret: string | undefined): Received {
    const json = parsed(arrival.body)
    const told = Told.parse(isObject(json) ? json : {})
    const handoffId = told.handoff_id ?? arrival.headers['webhook-id'] ?? null
    const duplicate = handoffId !== null && this.#taken.has(handoffId)
    const signatures = checkSignatures(arrival, secret)
    const taken = !duplicate && overall(signatures).kind !== 'failed' && keepsContact(behaviour)
    const received: Received = {
      ...arrival,
      n: this.received.length + 1,
      json,
      event: told.event,
      leadId: told.lead_id,
      leadName: told.name,
      score: told.score,
      decision: told.decision,
      handoffId,
      attempt: this.#countAttempt(handoffId),
      duplicate,
      signatures,
      behaviour,
      taken,
    }
    if (taken) this.#take(told, handoffId)
    this.received.push(received)
    this.#news.emit('received', received)
    return received
  }

  /** What outlasts a restart: contacts, and which handoffs were taken. */
  kept(): Kept {
    return { contacts: [...this.contacts.values()], taken: [...this.#taken] }
  }

  recall({ contacts, taken }: Kept): void {
    for (const contact of contacts) this.contacts.set(contact.leadId, contact)
    for (const handoffId of taken) this.#taken.add(handoffId)
  }

  onReceived(listener: (received: Received) => void): () => void {
    this.#news.on('received', listener)
    return () => this.#news.off('received', listener)
  }

  /** The first arrival, past or to come, of which `predicate` holds. Throws after `timeoutMs`, saying what did arrive. */
  async waitFor(predicate: (received: Received) => boolean, timeoutMs: number): Promise<Received> {
    const signal = AbortSignal.timeout(timeoutMs)
    for (;;) {
      const found = this.received.find(predicate)
      if (found !== undefined) return found
      await once(this.#news, 'received', { signal }).catch((cause: unknown) => {
        const arrived = this.received.map(({ event, leadName, handoffId }) => `${event} ${leadName} ${handoffId}`)
        const seen = arrived.join(', ') || 'nothing'
        throw new Error(`The CRM did not get it within ${timeoutMs} ms; arrived: ${seen}`, { cause })
      })
    }
  }

  /** How often a handoff has come so far. */
  attemptsOf(handoffId: unknown): number {
    return (typeof handoffId === 'string' && this.#attempts.get(handoffId)) || 0
  }

  #countAttempt(handoffId: string | null): number {
    if (handoffId === null) return 1
    const attempt = 1 + (this.#attempts.get(handoffId) ?? 0)
    this.#attempts.set(handoffId, attempt)
    return attempt
  }

  #take(told: Told, handoffId: string | null): void {
    if (handoffId !== null) this.#taken.add(handoffId)
    const { lead_id: leadId, decision_version: decisionVersion, name, email, company, score, decision } = told
    if (leadId === null || told.test) return
    const known = this.contacts.get(leadId)
    if (known !== undefined && known.decisionVersion > decisionVersion) return
    const id = known?.id ?? `contact_${this.contacts.size + 1}`
    this.contacts.set(leadId, { id, leadId, name, email, company, score, decision, decisionVersion })
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
