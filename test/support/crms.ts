import type { World } from './greenlight.ts'

export const LONG_MS = 180_000

/** A handoff as `logs handoffs` lists it. */
export type Row = { id: string; state: string; destination: string; hint: string | null; attempts: { class: string }[] }

/** The words that add a destination of that name and kind. */
export function addWords(kind: string, settings: Record<string, string>, events = 'lead.scored'): string[] {
  const set = Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`])
  return ['destination', 'add', '--name', kind, '--kind', kind, ...set, '--events', events]
}

/** Asks again until there is an answer. */
export async function eventually<T>(ask: () => Promise<T | null>, what: string): Promise<T> {
  const deadline = Date.now() + LONG_MS
  for (;;) {
    const answer = await ask()
    if (answer !== null) return answer
    if (Date.now() > deadline) throw new Error(`${what} did not happen`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

export async function handoffRows(world: Pick<World, 'admin'>): Promise<Row[]> {
  return (await world.admin('logs', 'handoffs', '--limit', '500')) as Row[]
}

/** Waits until so many are delivered and none is on its way. */
export function delivered(world: Pick<World, 'admin'>, count: number): Promise<Row[]> {
  return eventually(async () => {
    const rows = await handoffRows(world)
    const parked = rows.find(({ state }) => state === 'parked')
    if (parked) throw new Error(`${parked.destination} parked: ${parked.hint}`)
    return rows.length === count && rows.every(({ state }) => state === 'delivered') ? rows : null
  }, `${count} deliveries`)
}
