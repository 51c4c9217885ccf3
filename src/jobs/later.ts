import { type Later, NOTHING_LATER } from '../flow/ports.ts'
import type { Lead } from '../lead/lead.ts'
import type { HandoffDispatcher } from './handoff-dispatcher.ts'
import type { InHand } from './in-hand.ts'

/** The steps that can be named. */
export type Steps = {
  joinNews(id: string): Promise<void>
  scoreLead(id: string, known?: Lead): Promise<void>
  settleLead(id: string): Promise<void>
  sendEvents(id: string, known?: Lead): Promise<void>
}

/** What only the process that is to store a handoff can do with it. */
type GoingAhead = Pick<Later, 'goAhead' | 'aheadOf'>

/** The steps that one process can name to another. */
type Named = Exclude<keyof Later, 'isHere' | keyof GoingAhead>

export type LaterOptions = {
  steps: Steps
  handoffs: Pick<HandoffDispatcher, 'kick'> & GoingAhead
  kickSlack(workspace: string, channel: string): void
  wakeAt(destination: string, at: Date): void
  inHand: InHand
}

const LONGEST_TIMER_MS = 2 ** 31 - 1
const SLOT_MS = 500
const LONGEST_KICK_MS = 60_000

/** Runs the next step in this process, soon or at its time. Nothing is lost when it is not: the clock finds what waits. */
export function createLater(options: LaterOptions): Later & { stop(): void } {
  const { handoffs, inHand, steps } = options
  const timers = new Set<NodeJS.Timeout>()
  const kicks = new Set<string>()

  function soon(what: string, work: () => Promise<void>): void {
    setImmediate(() => inHand.run(what, work))
  }

  function at(time: Date, work: () => void): void {
    const timer = setTimeout(
      () => {
        timers.delete(timer)
        work()
      },
      Math.min(Math.max(0, time.getTime() - Date.now()), LONGEST_TIMER_MS),
    )
    timers.add(timer.unref())
  }

  /** One timer per destination and half second; what is further off is left to the clock. */
  function kickAt(destination: string, time: Date): void {
    const slot = Math.ceil(time.getTime() / SLOT_MS)
    const key = `${destination}:${slot}`
    if (kicks.has(key) || time.getTime() - Date.now() > LONGEST_KICK_MS) return
    kicks.add(key)
    at(new Date(slot * SLOT_MS), () => {
      kicks.delete(key)
      handoffs.kick(destination, new Date((slot - 1) * SLOT_MS))
    })
  }

  return {
    isHere: true,
    joinNews: (id) => soon(`join ${id}`, () => steps.joinNews(id)),
    scoreLead: (id, known) => soon(`score ${id}`, () => steps.scoreLead(id, known)),
    sendEvents: (id, known) => soon(`send ${id}`, () => steps.sendEvents(id, known)),
    settleLead: (id, time) => at(time, () => soon(`settle ${id}`, () => steps.settleLead(id))),
    tellSlack: options.kickSlack,
    deliver(destination, time) {
      if (time.getTime() <= Date.now()) return handoffs.kick(destination, time)
      options.wakeAt(destination, time)
      kickAt(destination, time)
    },
    goAhead: handoffs.goAhead,
    aheadOf: handoffs.aheadOf,
    stop() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

/** What is stored is for others to claim. */
const { goAhead, aheadOf } = NOTHING_LATER

/** In a process that only serves the web, the next step is named to those that work. */
export function createRemoteLater(
  announce: (kick: { step: Named; args: string[] }) => Promise<unknown>,
  inHand: InHand,
): Later & { stop(): void } {
  const tell = (step: Named, ...args: string[]) => void inHand.run(`kick ${step}`, () => announce({ step, args }))
  return {
    isHere: false,
    joinNews: (id) => tell('joinNews', id),
    scoreLead: (id) => tell('scoreLead', id),
    sendEvents: (id) => tell('sendEvents', id),
    settleLead: (id, at) => tell('settleLead', id, at.toISOString()),
    tellSlack: (workspace, channel) => tell('tellSlack', workspace, channel),
    deliver: (destination, at) => tell('deliver', destination, at.toISOString()),
    goAhead,
    aheadOf,
    stop: () => {},
  }
}

/** Takes a step that another process named. */
export function takeKick(later: Later, { step, args }: { step: Named; args: readonly string[] }): void {
  const [first = '', second = ''] = args
  if (step === 'tellSlack') later.tellSlack(first, second)
  else if (step === 'deliver' || step === 'settleLead') later[step](first, new Date(second))
  else later[step](first)
}

/** With the kick switched off the clock alone moves everything: slower, and shown to be enough. */
export function withoutKick(wakeAt: LaterOptions['wakeAt']): Later & { stop(): void } {
  const nothing = () => {}
  return {
    isHere: false,
    joinNews: nothing,
    scoreLead: nothing,
    sendEvents: nothing,
    settleLead: nothing,
    tellSlack: nothing,
    deliver: (destination, time) => time.getTime() > Date.now() && wakeAt(destination, time),
    goAhead,
    aheadOf,
    stop: nothing,
  }
}
