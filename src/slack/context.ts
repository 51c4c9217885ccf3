import { AppError } from '../errors.ts'
import type { Flow } from '../flow/index.ts'
import type { SlackClients } from './clients.ts'
import type { LatelyDrawn } from './home/lately-drawn.ts'
import type { Asker, Clicker, Member } from './people/people.ts'
import { WORDS } from './words/words.ts'

export type BoltOptions = {
  signingSecret: string
  botToken: string
  /** With it Slack is heard over a WebSocket, and needs no public URL. */
  appToken: string | null
  clients: SlackClients
  /** What clicks and commands may do. */
  acts: Flow
  /** Where senders reach us, without a last slash. */
  publicUrl: string
  /** The workspace that the bot token belongs to, once Slack has told; null before. */
  ownWorkspace(): string | null
  now(): Date
  newId(prefix: string): string
  /** Bolt's own place for errors. */
  failed(what: string, error: unknown): void
}

/** What every listener has at hand. */
export type Context = BoltOptions & {
  people(clicker: Clicker, workspace: string): Promise<Member>
  homes: LatelyDrawn
}

/** Who somebody is in the workspace that a payload is about. A payload that does not tell their team tells of its own people. */
export async function standingOf(
  context: Context,
  { user, team }: Asker,
): Promise<{ workspace: string; standing: Member }> {
  const workspace = workspaceOf(context, team)
  return { workspace, standing: await context.people({ ...user, team_id: user.team_id ?? team }, workspace) }
}

/** With one bot token everything belongs to its workspace; the payload's team differs on Enterprise Grid. */
export function workspaceOf(context: Context, team: string | undefined): string {
  const workspace = context.ownWorkspace() ?? team
  if (!workspace) throw new AppError('unavailable', WORDS.answer.noWorkspace)
  return workspace
}
