import type { Destination } from '../handoff/destination.ts'
import { findNamed } from './find-named.ts'
import type { Ports } from './ports.ts'

/** Who asks something of which destination, by its name or id. */
export type DestinationAsk = { workspace: string; by: string; destination: string }

/** Throws `not_found` with the names that there are. */
export async function findDestination(ports: Ports, workspace: string, nameOrId: string): Promise<Destination> {
  return findNamed(await ports.destinations.list(workspace), 'destination', nameOrId)
}
