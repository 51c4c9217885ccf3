import { onTestFinished } from 'vitest'
import type { Vendor } from '../stand-ins/vendor.ts'
import { eventually } from './eventually.ts'
import type { World } from './greenlight.ts'

export const LONG_MS = 180_000

/** A handoff as `logs handoffs` lists it. */
export type Row = { id: string; state: string; destination: string; hint: string | null; attempts: { class: string }[] }

/** The words that add a destination of that name and kind. */
export function addWords(kind: string, settings: Record<string, string>, events = 'lead.scored'): string[] {
  const set = Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`])
  return ['destination', 'add', '--name', kind, '--kind', kind, ...set, '--events', events]
}

/** A vendor's stand-in, closed when the test is over. */
export async function begin<Kind extends Vendor>(starting: Promise<Kind>): Promise<Kind> {
  const vendor = await starting
  onTestFinished(() => vendor.close())
  return vendor
}

export async function handoffRows(world: Pick<World, 'admin'>): Promise<Row[]> {
  return (await world.admin('logs', 'handoffs', '--limit', '500')) as Row[]
}

/** Waits until so many are delivered and none is on its way. */
export function delivered(world: Pick<World, 'admin'>, count: number): Promise<Row[]> {
  return eventually(
    async () => {
      const rows = await handoffRows(world)
      const parked = rows.find(({ state }) => state === 'parked')
      if (parked) throw new Error(`${parked.destination} parked: ${parked.hint}`)
      return rows.length === count && rows.every(({ state }) => state === 'delivered') ? rows : null
    },
    `${count} deliveries`,
    LONG_MS,
  )
}
