import { setTimeout as sleep } from 'node:timers/promises'
import { CALLBACKS } from '../../src/slack/clicks/modals.ts'
import type { Message } from '../../test/stand-ins/slack/index.ts'
import { leadsInSlack, offers } from './cards.ts'
import { stored } from './stored.ts'
import { oneOf } from './wait.ts'
import type { World } from './world.ts'

/** People who decide every lead that has a card, each by a plan, and click again when nothing came of it. */
export type People = {
  /** Clicks that were made, and those that somebody answered. */
  counts: { clicks: number; answered: number }
  /** Stops clicking; resolves when the last click is over. */
  stop(): Promise<void>
  /** Leads whose plan is not carried out yet. */
  unfinished(): Promise<string[]>
}

type Verb = 'Approve' | 'Reject' | 'Review' | 'Reopen'
const PLANS: readonly (readonly Verb[])[] = [
  ['Approve'],
  ['Approve'],
  ['Reject'],
  ['Review', 'Approve'],
  ['Approve', 'Reopen', 'Reject'],
  ['Review', 'Reject', 'Reopen', 'Approve'],
]
const STEPS = new Set(['approved', 'rejected', 'review_requested', 'reopened'])
const LOOK_EVERY_MS = 300
const PATIENCE_MS = 2000
const MODAL_PATIENCE_MS = 3000
/** Every so often two people click at once, through two processes. */
const TWO_CLICK_CHANCE = 0.2
const REASON = { reason: { reason: { type: 'static_select', selected_option: { value: 'not_a_fit' } } } }

export function startPeople(world: World): People {
  const counts = { clicks: 0, answered: 0 }
  const lastClickAt = new Map<string, number>()
  const underWay = new Set<Promise<void>>()
  let stopping = false

  async function look(): Promise<void> {
    const inSlack = leadsInSlack(world.slack)
    for (const { id, next } of await business(world)) {
      const card = inSlack.get(id)?.cards.find((copy) => offers(copy, next))
      const isRecent = performance.now() - (lastClickAt.get(id) ?? Number.NEGATIVE_INFINITY) < PATIENCE_MS
      if (isRecent || !card) continue
      for (let n = Math.random() < TWO_CLICK_CHANCE ? 2 : 1; n > 0; n--) begin(id, card, next)
    }
  }

  function begin(id: string, card: Message, verb: Verb): void {
    lastClickAt.set(id, performance.now())
    const done = act(card, verb).finally(() => {
      lastClickAt.set(id, performance.now())
      underWay.delete(done)
    })
    underWay.add(done)
  }

  async function act(card: Message, verb: Verb): Promise<void> {
    const user = oneOf(world.people)
    const clicked = await through(() =>
      world.slack.click({ user, channel: card.channel, ts: card.ts, seen: card, text: verb }),
    )
    if (clicked.status !== 200 || verb === 'Approve' || verb === 'Reopen') return
    const gaveUp = sleep(MODAL_PATIENCE_MS, null, { ref: false })
    const view = await Promise.race([clicked.view().catch(() => null), gaveUp])
    if (!view) return
    const values = view.definition.callback_id === CALLBACKS.reject ? REASON : {}
    await through(() => world.slack.submit({ user, viewId: view.id, values }))
  }

  /** Each time through any process, as a load balancer would have it. */
  async function through<Shown extends { status: number | undefined }>(click: () => Promise<Shown>): Promise<Shown> {
    world.slack.connect(`${oneOf(world.products).url}/slack/events`)
    counts.clicks++
    const made = await click()
    if (made.status === 200) counts.answered++
    return made
  }

  async function run(): Promise<void> {
    while (!stopping) {
      await look()
      await sleep(LOOK_EVERY_MS)
    }
    await Promise.all(underWay)
  }
  const running = run()

  return {
    counts,
    async stop() {
      stopping = true
      await running
    },
    unfinished: async () => (await business(world)).map(({ id }) => id),
  }
}

/** What is still to be done, by lead; nothing is known while the database is away. */
async function business(world: World): Promise<{ id: string; next: Verb }[]> {
  const carded = stored(world).leads.find({ channel: { $ne: null } }, { projection: { history: 1, state: 1 } })
  const leads = await carded.toArray().catch(() => [])
  return leads.flatMap(({ _id: id, history, state }) => {
    const planned = planOf(id)[history.filter(({ what }) => STEPS.has(what)).length]
    return planned ? [{ id, next: possible(planned, state === 'open') }] : []
  })
}

/** Always the same plan for the same lead. */
function planOf(id: string): readonly Verb[] {
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0)
  return PLANS[sum % PLANS.length] ?? []
}

/** A click that took effect twice moves a plan on by two. */
function possible(planned: Verb, isOpen: boolean): Verb {
  if (!isOpen) return 'Reopen'
  return planned === 'Reopen' ? 'Approve' : planned
}
