import { AppError } from '../errors.ts'
import { type Criterion, type Rubric, SHIPPED_RUBRIC, USUAL_RUBRIC } from '../scoring/rubric.ts'
import { audited } from './audited.ts'
import type { Ports } from './ports.ts'

/** What a workspace judges by now. */
export async function rubricOf(ports: Ports, workspace: string): Promise<Rubric> {
  return (await ports.rubrics.find(workspace)) ?? SHIPPED_RUBRIC
}

/** Gives a workspace other criteria, or with null those that ship; every change is the next version. Throws `conflict` when somebody was faster. */
export async function changeRubric(
  ports: Ports,
  asked: { workspace: string; by: string; criteria: readonly Criterion[] | null },
): Promise<Rubric> {
  const { workspace, by, criteria } = asked
  const before = await rubricOf(ports, workspace)
  const after: Rubric = { version: before.version + 1, criteria: criteria ?? USUAL_RUBRIC }
  const entry = { workspace, by, what: 'rubric changed', detail: { before, after } }
  if (!(await audited(ports, entry, () => ports.rubrics.save(workspace, before.version, after)))) {
    throw new AppError(
      'conflict',
      'Somebody else changed the rubric just now. Look at it with "rubric show", then try again.',
    )
  }
  return after
}
