import { AppError } from '../errors.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { retried } from '../handoff/transitions.ts'
import { audited } from './audited.ts'
import type { Ports } from './ports.ts'
import { tellHandoff } from './tell-handoff.ts'

/** Who means which handoff, by its id. */
export type HandoffAsk = { workspace: string; handoffId: string; by: string }

/** Throws `not_found` for one that is not of that workspace. */
export async function ownHandoff(ports: Ports, { workspace, handoffId }: HandoffAsk): Promise<Handoff> {
  const handoff = await ports.handoffs.find(handoffId)
  if (handoff?.workspace === workspace) return handoff
  throw new AppError('not_found', `There is no handoff ${handoffId} here. \`logs handoffs\` lists them.`)
}

/** Tries a handoff again now, with the destination as it is set up today. */
export async function retryHandoff(ports: Ports, ask: HandoffAsk): Promise<Handoff> {
  const handoff = await ownHandoff(ports, ask)
  if (handoff.state === 'delivered') throw new AppError('conflict', 'This handoff is delivered already.')
  if (handoff.state === 'skipped' && handoff.body) {
    throw new AppError('conflict', 'This destination cannot be told of this event.')
  }
  if (!handoff.body) throw new AppError('conflict', 'What this handoff said is no longer kept.')
  const after = retried(handoff, 'manual', ports.now())
  const { id, lead, workspace } = handoff
  const entry = { workspace, by: ask.by, what: 'handoff retried', detail: { id, lead } }
  if (!(await audited(ports, entry, () => ports.handoffs.reopen(handoff, after)))) {
    throw new AppError('conflict', 'This handoff is being sent at this very moment; look again in a few seconds.')
  }
  ports.later.deliver(handoff.destination.id, ports.now())
  await tellHandoff(ports, after)
  return after
}
