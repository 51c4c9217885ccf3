import type { HandoffState } from './handoff.ts'

/** Sending again many handoffs of one destination: stored, so that it survives its process, and can be cancelled. */
export type Replay = {
  /** `rp_` + ULID. */
  id: string
  workspace: string
  destination: { id: string; name: string }
  /** Which handoffs, by state and by when they were made. */
  states: HandoffState[]
  since: Date
  until: Date
  /** Where progress is told. */
  channel: string | null
  state: 'running' | 'finished' | 'cancelled'
  total: number
  done: number
  /** The last handoff that was taken up; the next batch follows it. */
  cursor: { createdAt: Date; id: string } | null
  by: string
  startedAt: Date
}
