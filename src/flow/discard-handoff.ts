import { AppError } from '../errors.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { discarded } from '../handoff/transitions.ts'
import { audited } from './audited.ts'
import type { Ports } from './ports.ts'
import { type HandoffAsk, ownHandoff } from './retry-handoff.ts'
import { tellHandoff } from './tell-handoff.ts'

/** Gives up a parked handoff for good, with what it said. */
export async function discardHandoff(ports: Ports, ask: HandoffAsk): Promise<Handoff> {
  const handoff = await ownHandoff(ports, ask)
  if (handoff.state !== 'parked') throw new AppError('conflict', 'Only parked handoffs can be discarded.')
  const after = discarded(handoff, ports.now())
  const { id, lead, workspace } = handoff
  const entry = { workspace, by: ask.by, what: 'handoff discarded', detail: { id, lead } }
  if (!(await audited(ports, entry, () => ports.handoffs.discard(handoff, after))))
    throw new AppError('conflict', 'Somebody has just sent this handoff again.')
  await tellHandoff(ports, after)
  return after
}
