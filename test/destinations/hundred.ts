import { expect } from 'vitest'
import type { Fate } from '../../src/destinations/kind.ts'
import type { HandoffBody } from '../../src/handoff/body.ts'
import { bodyOf } from '../../src/handoff/owing.ts'
import { ARRIVED, aLead } from '../support/leads.ts'
import type { Sender } from './sender.ts'

const HUNDRED = 100
const MOST_TRIES = 5

/** The scored lead with that number, as a handoff tells it. */
export function bodyNumber(n: number, lead: Parameters<typeof aLead>[0] = {}): HandoffBody {
  const who = { id: `lead_${n}`, name: `Jane Doe${n}`, email: `jane${n}@acme.example`, phone: `+1 415 555 ${1000 + n}` }
  const what = { event: 'lead.scored', version: 0, id: `ho_${n}`, at: ARRIVED } as const
  return bodyOf(aLead({ ...who, ...lead }), what, { slack_thread: null })
}

/** A hundred leads, each sent until it is delivered and then all once more; `wait` lets time pass before a retry. */
export async function sendHundredTwice(
  sender: Sender,
  wait: (ms: number) => void,
  lead: Parameters<typeof aLead>[0] = {},
) {
  for (const round of ['sent', 'replayed']) {
    for (let n = 0; n < HUNDRED; n++)
      expect(await untilDone(sender, n), `${round} ${n}`).toMatchObject({ class: 'delivered' })
  }

  async function untilDone(sender: Sender, n: number): Promise<Fate> {
    let fate = await sender.try(bodyNumber(n, lead))
    for (let tries = 1; fate.class === 'transient' && tries < MOST_TRIES; tries++) {
      wait(fate.waitMs ?? 0)
      fate = await sender.try(bodyNumber(n, lead))
    }
    return fate
  }
}

/** True for every third of what it is asked. */
export function everyThird(): () => boolean {
  let asked = 0
  return () => ++asked % 3 === 0
}
