import type { Destination } from '../handoff/destination.ts'
import { newSigningSecret } from '../wire/sign.ts'
import { saveDestination } from './change-destination.ts'
import { type DestinationAsk, findDestination } from './find-destination.ts'
import type { Ports } from './ports.ts'

const HOUR_MS = 3_600_000

/** A new signing secret beside the old one: both count until the overlap ends. */
export async function rotateDestination(
  ports: Ports,
  ask: DestinationAsk,
  overlapHours: number,
): Promise<{ destination: Destination; secret: string; oldValidUntil: Date }> {
  const before = await findDestination(ports, ask.workspace, ask.destination)
  const oldValidUntil = new Date(ports.now().getTime() + overlapHours * HOUR_MS)
  const secret = newSigningSecret(ports.randomBytes)
  const secrets = { current: secret, previous: before.secrets.current, previousUntil: oldValidUntil }
  const edit = { before, changes: { secrets }, what: 'destination secret rotated' }
  return { destination: await saveDestination(ports, ask, edit), secret, oldValidUntil }
}

/** Ends a rotation's overlap: from now on only the new secret signs. */
export async function switchDestination(ports: Ports, ask: DestinationAsk): Promise<Destination> {
  const before = await findDestination(ports, ask.workspace, ask.destination)
  const secrets = { current: before.secrets.current, previous: null, previousUntil: null }
  return saveDestination(ports, ask, { before, changes: { secrets }, what: 'destination secret switched' })
}
