import type { Asker } from '../people/people.ts'
import type { HomeState } from './home-state.ts'

/** A Home tab as it was last drawn. */
type Drawn = { owner: Asker; state: HomeState; at: number }

/** Who looked at their Home tab so lately may have it open still. */
const OPEN_FOR_MS = 10 * 60_000
/** Changes that come together are one drawing; with so many tabs at most that keeps to Slack's 100 a minute. */
const SOON_MS = 10_000
const MOST_OPEN = 15

/** Home tabs that may be open, to be drawn anew soon after a lead has changed. */
export type LatelyDrawn = {
  /** Null for a tab that is to stay as it is. */
  note(owner: Asker, state: HomeState | null): void
  leadChanged(): void
  stop(): void
}

/** `draw` draws one anew; it never rejects. */
export function createLatelyDrawn(draw: (tab: Drawn) => Promise<void>): LatelyDrawn {
  const tabs = new Map<string, Drawn>()
  let timer: NodeJS.Timeout | undefined

  async function drawAll(): Promise<void> {
    timer = undefined
    for (const [user, tab] of [...tabs]) {
      if (Date.now() - tab.at < OPEN_FOR_MS) await draw(tab)
      else tabs.delete(user)
    }
  }

  return {
    note(owner, state) {
      tabs.delete(owner.user.id)
      if (state) tabs.set(owner.user.id, { owner, state, at: Date.now() })
      const [oldest] = tabs.keys()
      if (tabs.size > MOST_OPEN && oldest) tabs.delete(oldest)
    },
    leadChanged() {
      if (tabs.size > 0) timer ??= setTimeout(drawAll, SOON_MS).unref()
    },
    stop: () => clearTimeout(timer),
  }
}
