import { nextTurn, type Turn } from '../lead/routing.ts'
import { awayAt } from '../lead/workspace.ts'
import type { Ports } from './ports.ts'

/** Whose turn is asked for. `group`: a Slack user group in the place of `members`. `turn` is its name: it is taken once. */
type TurnAsk = {
  workspace: string
  rotation: string
  members: readonly string[] | { group: string }
  turn: string
  /** Somebody whose turn it shall not be. */
  not: string | null
}

/**
 * Takes the next turn of a rotation, atomically among all processes; null where nobody is there. Asked again for the same turn it
 * answers the same person. While Slack does not tell who is in a group, those take turns who took them before.
 */
export async function takeTurn(ports: Ports, ask: TurnAsk): Promise<string | null> {
  const members = 'group' in ask.members ? await ports.roster.membersOf(ask.workspace, ask.members.group) : ask.members
  const away = await awayIn(ports, ask.workspace)
  const absent = ask.not ? away.add(ask.not) : away
  const isGone = (user: string) => ports.roster.isGone(ask.workspace, user)
  const next = (order: readonly string[]) => presentTurn(isGone, order, members ?? order, absent)
  return ports.rotations.take(`${ask.workspace}:${ask.rotation}`, ask.turn, next)
}

/** Whether somebody can take care of a lead now. */
export async function isPresent(ports: Ports, workspace: string, user: string): Promise<boolean> {
  return !(await awayIn(ports, workspace)).has(user) && !(await ports.roster.isGone(workspace, user))
}

/** Accounts that were switched off are looked for among those only whose turn it would be. */
async function presentTurn(
  isGone: (user: string) => Promise<boolean>,
  order: readonly string[],
  members: readonly string[],
  absent: Set<string>,
): Promise<Turn> {
  const turn = nextTurn(order, members, absent)
  if (turn.who === null || !(await isGone(turn.who))) return turn
  return presentTurn(isGone, order, members, absent.add(turn.who))
}

async function awayIn(ports: Ports, id: string): Promise<Set<string>> {
  const workspace = await ports.workspaces.lately(id)
  return workspace ? awayAt(workspace, ports.now()) : new Set()
}
