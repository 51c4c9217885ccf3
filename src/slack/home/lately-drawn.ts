import type { Asker } from '../people/people.ts'
import type { HomeState } from './home-state.ts'

/** What a Home tab has to show: `facts` are the same for as long as nothing on it but the time has changed. */
export type Drawing = { facts: string; publish(): Promise<void> }

/** A Home tab as it was last drawn. */
type Drawn = { owner: Asker; state: HomeState; facts: string; at: number }

/** Who looked at their Home tab so lately may have it open still. */
const OPEN_FOR_MS = 10 * 60_000
/** With so many tabs at most that keeps to Slack's 100 a minute. */
const LOOK_EVERY_MS = 10_000
const MOST_OPEN = 15

/** Home tabs that may be open: looked at again from time to time, and drawn anew where anything has changed, by whichever process. */
export type LatelyDrawn = {
  note(owner: Asker, state: HomeState, facts: string): void
  /** A tab that is to stay as it is. */
  leave(owner: Asker): void
  stop(): void
}

export function createLatelyDrawn(
  look: (owner: Asker, state: HomeState) => Promise<Drawing>,
  failed: (error: unknown) => void,
): LatelyDrawn {
  const tabs = new Map<string, Drawn>()
  let timer: NodeJS.Timeout | undefined

  function lookSoon(): void {
    timer ??= setTimeout(() => lookAtAll().catch(failed).finally(goOn), LOOK_EVERY_MS).unref()
  }

  function goOn(): void {
    timer = undefined
    if (tabs.size > 0) lookSoon()
  }

  async function lookAtAll(): Promise<void> {
    for (const [user, tab] of [...tabs]) {
      if (Date.now() - tab.at < OPEN_FOR_MS) await lookAgain(user, tab)
      else tabs.delete(user)
    }
  }

  async function lookAgain(user: string, tab: Drawn): Promise<void> {
    const { facts, publish } = await look(tab.owner, tab.state)
    // Meanwhile its owner may have chosen something else to look at.
    if (facts === tab.facts || tabs.get(user) !== tab) return
    tab.facts = facts
    await publish()
  }

  return {
    note(owner, state, facts) {
      tabs.delete(owner.user.id)
      tabs.set(owner.user.id, { owner, state, facts, at: Date.now() })
      const [oldest] = tabs.keys()
      if (tabs.size > MOST_OPEN && oldest) tabs.delete(oldest)
      lookSoon()
    },
    leave: ({ user }) => void tabs.delete(user.id),
    stop() {
      tabs.clear()
      clearTimeout(timer)
    },
  }
}
