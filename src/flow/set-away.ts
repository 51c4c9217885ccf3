import { AppError } from '../errors.ts'
import { refusalOf, type Standing } from '../lead/roles.ts'
import { awayAt } from '../lead/workspace.ts'
import { audited } from './audited.ts'
import type { Ports } from './ports.ts'
import { settingsOf } from './settings-of.ts'

/** `until` is null for somebody who is back; `standing` is null for the machine's own shell. */
export type AwayAsk = {
  workspace: string
  by: string
  standing: Standing | null
  user: string
  until: Date | null
}

/** Says until when somebody takes no leads. Everybody may for themselves; throws `forbidden` where it takes an admin. */
export async function setAway(ports: Ports, { workspace, by, standing, user, until }: AwayAsk): Promise<void> {
  const refusal = standing && refusalOf(standing, await settingsOf(ports, workspace), null, 'admin')
  if (refusal && (standing.isOutsider || standing.person.id !== user))
    throw new AppError('forbidden', 'Only admins say so of others. Leave the name out to speak of yourself.')
  if (until && until <= ports.now())
    throw new AppError('bad_input', 'That day has begun already: name the day on which they are back.')
  const before = (await ports.workspaces.find(workspace))?.away[user] ?? null
  const detail = { user, before, after: until }
  await audited(ports, { workspace, by, what: 'away changed', detail }, () =>
    ports.workspaces.setAway(workspace, user, until),
  )
}

/** Who is away now, and until when. */
export async function whoIsAway(ports: Ports, id: string): Promise<{ user: string; until: Date }[]> {
  const workspace = await ports.workspaces.find(id)
  const now = workspace ? awayAt(workspace, ports.now()) : new Set()
  return Object.entries(workspace?.away ?? {}).flatMap(([user, until]) => (now.has(user) ? [{ user, until }] : []))
}
