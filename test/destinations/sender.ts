import { type Courier, createCourier } from '../../src/courier/courier.ts'
import type { Claim, Fate, Kind, Presence, Step, Work } from '../../src/destinations/kind.ts'
import type { HandoffBody } from '../../src/handoff/body.ts'
import type { Memory, Remote } from '../../src/handoff/handoff.ts'
import { parseAllow } from '../../src/wire/public-address.ts'
import type { Clock } from '../stand-ins/vendor.ts'
import { type Scene, workOf } from './dialogue.ts'

const TIMEOUT_MS = 5000

/** Sends handoffs to a stand-in over real HTTP, keeping what the product keeps from one try to the next. */
export class Sender {
  readonly courier: Courier
  readonly #scene: Omit<Scene, 'body'>
  readonly #clock: Clock
  readonly #remotes = new Map<string, Remote>()
  readonly #memories = new Map<string, Memory>()
  readonly #claims = new Map<string, { handoff: string; id: string | null }>()
  #token: string | null

  constructor(scene: Omit<Scene, 'body'>, clock: Clock) {
    this.#scene = scene
    this.#clock = clock
    this.#token = scene.token ?? null
    this.courier = createCourier({ allow: parseAllow('127.0.0.1, localhost'), userAgent: 'test' })
  }

  /** One try of the handoff with that body. */
  async try(body: HandoffBody): Promise<Fate> {
    const fate = await this.#carry(body, (kind, work) => kind.deliver(work))
    if (fate.class !== 'skipped' && fate.remote) this.#remotes.set(body.lead_id, fate.remote)
    return fate
  }

  /** Asks whether what that handoff made is still there. */
  check(body: HandoffBody): Promise<Presence> {
    return this.#carry(body, ({ check }, work) => {
      if (!check) throw new Error('this kind cannot be asked')
      return check(work)
    })
  }

  async #carry<End>(body: HandoffBody, begin: (kind: Kind, work: Work) => Step<End>): Promise<End> {
    const { kind, work } = workOf({
      ...this.#scene,
      body,
      memory: this.#memories.get(body.handoff_id) ?? {},
      remote: this.#remotes.get(body.lead_id) ?? null,
      token: this.#token,
      now: this.#clock.now(),
    })
    const walk = begin(kind, work)
    let next = walk.next()
    while (!next.done) {
      const ask = next.value
      if (ask.ask === 'keep') this.#memories.set(body.handoff_id, ask.memory)
      if (ask.ask === 'keep token') this.#token = ask.token
      if (ask.ask === 'tell made') this.#claims.set(ask.key, { handoff: body.handoff_id, id: ask.id })
      if (ask.ask === 'send') next = walk.next(await this.courier.send(ask.request, { timeoutMs: TIMEOUT_MS }))
      else if (ask.ask === 'token after') next = walk.next({ token: null })
      else next = walk.next(ask.ask === 'claim' ? this.#claim(ask.key, body.handoff_id) : undefined)
    }
    return next.value
  }

  #claim(key: string, handoff: string): Claim {
    const held = this.#claims.get(key) ?? { handoff, id: null }
    this.#claims.set(key, held)
    if (held.handoff === handoff) return { claim: 'mine' }
    return held.id === null ? { claim: 'taken' } : { claim: 'made', id: held.id }
  }
}
