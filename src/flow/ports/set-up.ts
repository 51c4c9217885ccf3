import type { Claim } from '../../destinations/kind.ts'
import type { Destination } from '../../handoff/destination.ts'
import type { AttemptClass } from '../../handoff/handoff.ts'
import type { Health } from '../../handoff/health.ts'
import type { Endpoint } from '../../lead/endpoint.ts'
import type { Turn } from '../../lead/routing.ts'
import type { Settings, Team, Workspace } from '../../lead/workspace.ts'

export type Endpoints = {
  byKey(key: string): Promise<Endpoint | null>
  /** As it was at most half a second ago; a removed one, too. */
  lately(id: string): Promise<Endpoint | null>
  /** Oldest first. */
  list(workspace: string): Promise<Endpoint[]>
  /** Throws `conflict` when its name is taken. */
  insert(endpoint: Endpoint, key: string): Promise<void>
  /** Saves what an admin changed; throws `conflict` when somebody changed the same since `before` was read, or has the name. */
  update(before: Endpoint, changes: EndpointChanges): Promise<void>
  /** Its key is unknown from now on; what came in by it stays. */
  remove(id: string, at: Date): Promise<void>
}

export type EndpointChanges = Partial<Omit<Endpoint, 'id' | 'workspace' | 'source' | 'auth' | 'createdAt'>>

export type Destinations = {
  find(id: string): Promise<Destination | null>
  /** As it is now, not as it was half a second ago. */
  fresh(id: string): Promise<Destination | null>
  list(workspace: string): Promise<Destination[]>
  insert(destination: Destination): Promise<void>
  /** Saves what an admin changed; throws `conflict` when somebody changed the same since `before` was read, or has the name. */
  update(before: Destination, changes: DestinationChanges): Promise<void>
  /** The access token that its kind last kept for it. */
  token(id: string): Promise<string | null>
  keepToken(id: string, token: string): Promise<void>
  /** Counts an attempt for or against its health, atomically; null when it is gone. `restMs` is how long it wants to be left alone. */
  noteAttempt(
    id: string,
    attempt: AttemptClass,
    now: Date,
    restMs: number,
  ): Promise<{ before: Health; after: Health } | null>
  /** Disables a destination that is on; false when somebody was faster. */
  switchOff(id: string, reason: string): Promise<boolean>
  /** Forgets past failures. */
  resetHealth(id: string): Promise<void>
  /** Nothing more is sent there; what it was sent stays in the log. */
  remove(id: string, at: Date): Promise<void>
}

export type DestinationChanges = Partial<Omit<Destination, 'id' | 'workspace' | 'kind' | 'createdAt' | 'health'>>

/** What a handoff wants to be alone in making at a destination; `key` is whatever tells it apart there. */
export type Making = { workspace: string; destination: string; handoff: string; key: string }

/** What was made lately where searches show it late. */
export type Makings = {
  /** Whoever asks first has the claim for a minute, on every process, and may ask again. */
  claim(making: Making): Promise<Claim>
  /** Tells those who ask after it what was made. */
  made(making: Making, id: string): Promise<void>
}

export type Workspaces = {
  find(id: string): Promise<Workspace | null>
  /** As it was at most half a second ago, for steps that take many leads. */
  lately(id: string): Promise<Workspace | null>
  list(): Promise<Workspace[]>
  /** Remembers a team that Slack named; its settings stay. */
  remember(team: Team): Promise<void>
  /** Saves those settings, and the others stay, unless somebody changed any since that revision; false then. */
  saveSettings(id: string, revision: number, changes: Partial<Settings>): Promise<boolean>
  /** Somebody is away until then; with null, not any more. */
  setAway(id: string, user: string, until: Date | null): Promise<void>
}

/** Whose turn it is, by rotation; ids begin with the workspace's. */
export type Rotations = {
  /**
   * Takes the turn of that name as `next` finds it by the order that stands, atomically among all processes; null where it finds
   * nobody. A turn that is among the last thousand taken answers who took it.
   */
  take(id: string, turn: string, next: (order: readonly string[]) => Promise<Turn>): Promise<string | null>
}
