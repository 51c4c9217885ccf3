import type { AuditRow, Ports } from './ports.ts'

/**
 * Notes who is about to change what, has it changed, and notes how that ended: a change that resolves to false, or throws, was not made.
 * A row that stays `begun` tells of a process that died in between: it may have been made.
 */
export async function audited<Result>(
  ports: Ports,
  entry: Pick<AuditRow, 'workspace' | 'by' | 'what' | 'detail'>,
  change: () => Promise<Result>,
): Promise<Result> {
  const id = ports.newId('audit')
  // What was changed must not fail because of its row: `begun` is true of it, too.
  const ended = (outcome: 'done' | 'failed') => ports.audit.end(id, outcome).catch(() => {})
  await ports.audit.begin({ ...entry, id, at: ports.now() })
  try {
    const result = await change()
    ports.reached('audited.changed')
    await ended(result === false ? 'failed' : 'done')
    return result
  } catch (error) {
    await ended('failed')
    throw error
  }
}
