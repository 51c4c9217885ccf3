import { setTimeout as sleep } from 'node:timers/promises'
import { sampleLead } from '../leads.ts'
import { postLead } from '../post-lead.ts'
import { oneOf } from './wait.ts'
import type { Intake, World } from './world.ts'

/** One lead of one sender, who repeats it under the same key until it is taken. */
export type Sent = { key: string; intake: Intake; leadIds: Set<string>; taken: boolean }

/** Senders at a steady rate. */
export type Load = {
  sent: Sent[]
  /** How often each status was answered; `none` where nobody answered. */
  answers: Map<string, number>
  /** Sends no new lead; resolves when every one begun is taken, or after `withinMs`, when its sender gives up. */
  pause(withinMs: number): Promise<void>
  resume(): void
}

const PAUSE_MS = 250
/** Some senders repeat even what was taken. */
const REPEATS_EVERY = 10

/** `carded` of the leads per second have a card; the others go to the endpoint without a channel. */
export function startLoad(world: World, rate: { plain: number; carded: number }): Load {
  const run = Math.random().toString(36).slice(2, 8)
  const sent: Sent[] = []
  const answers = new Map<string, number>()
  const underWay = new Set<Promise<void>>()
  let givenUp = false

  function begin(intakes: Intake[]): void {
    const one: Sent = { key: `${run}-${sent.length}`, intake: oneOf(intakes), leadIds: new Set(), taken: false }
    sent.push(one)
    const done = sendUntilTaken(one, sent.length).finally(() => underWay.delete(done))
    underWay.add(done)
  }

  async function sendUntilTaken(one: Sent, n: number): Promise<void> {
    const lead = { ...sampleLead(n), email: `${one.key}@chaos.example`, idempotency_key: one.key }
    const repeats = n % REPEATS_EVERY === 0
    for (let times = repeats ? 2 : 1; times > 0 && !givenUp; ) {
      if (await send(one, lead)) times--
      else await sleep(PAUSE_MS)
    }
  }

  async function send(one: Sent, lead: object): Promise<boolean> {
    const { path, secret } = one.intake
    const answer = await postLead({ url: oneOf(world.products).url + path, secret }, lead).catch(() => null)
    const status = String(answer?.status ?? 'none')
    answers.set(status, (answers.get(status) ?? 0) + 1)
    if (answer === null || (answer.status !== 202 && answer.status !== 200)) return false
    one.taken = true
    one.leadIds.add((answer.body as { lead_id: string }).lead_id)
    return true
  }

  const [plain, ...carded] = world.intakes
  const timers = new Set<NodeJS.Timeout>()
  function resume(): void {
    givenUp = false
    if (rate.plain > 0 && plain) timers.add(setInterval(() => begin([plain]), 1000 / rate.plain))
    if (rate.carded > 0) timers.add(setInterval(() => begin(carded), 1000 / rate.carded))
  }

  resume()
  return {
    sent,
    answers,
    resume,
    async pause(withinMs) {
      for (const timer of timers) clearInterval(timer)
      timers.clear()
      await Promise.race([Promise.all(underWay), sleep(withinMs, undefined, { ref: false })])
      givenUp = true
    },
  }
}
