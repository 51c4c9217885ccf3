import type { AuditRow, Ports } from './ports.ts'

/** Who changes something, and in which workspace. */
type Asked = { workspace: string; by: string }
type Entry = Pick<AuditRow, 'workspace' | 'by' | 'what' | 'detail'>
type Named = { id: string; name: string }

/**
 * Notes who is about to change what, has it changed, and notes how that ended: a change that resolves to false, or throws, was not made.
 * A row that stays `begun` tells of a process that died in between: it may have been made.
 */
export async function audited<Result>(ports: Ports, entry: Entry, change: () => Promise<Result>): Promise<Result> {
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

/** What is noted about something that has a name. */
export function entryAbout({ workspace, by }: Asked, what: string, { id, name }: Named, detail: object = {}): Entry {
  return { workspace, by, what, detail: { id, name, ...detail } }
}

/** Something as it was read, what of it is to be another, and what that is called in the log. */
export type Edit<Thing, Changes> = { before: Thing; changes: Changes; what: string }

/** Saves what somebody changed of something that has a name. `shown` says what a log may have of it, before and after. */
export async function auditedEdit<Thing extends Named, Changes extends Partial<Thing>>(
  ports: Ports,
  asked: Asked,
  { before, changes, what }: Edit<Thing, Changes>,
  how: {
    save(before: Thing, changes: Changes): Promise<void>
    shown(thing: Thing, changes: Changes): object
  },
): Promise<Thing> {
  const after = { ...before, ...changes }
  const detail = { before: how.shown(before, changes), after: how.shown(after, changes) }
  await audited(ports, entryAbout(asked, what, before, detail), () => how.save(before, changes))
  return after
}

/** The part of something that changes speak of. */
export function affected(thing: object, changes: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(thing).filter(([name]) => name in changes))
}
