import type { Destination } from '../handoff/destination.ts'
import { type Conversation, waysOf } from '../lead/conversation.ts'
import type { Reach } from '../lead/conversing.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import type { Ports } from './ports.ts'

/** The settings by which an endpoint names destinations. */
export const DESTINATION_SETTINGS = ['callback', 'sms'] as const

/** Whether those whom a plea wants told can be told; only asked where one does. */
export async function reachOf(
  ports: Ports,
  endpoint: Endpoint | null,
  conversation: Partial<Conversation> | null,
): Promise<Reach> {
  const plea = conversation?.plea
  if (!plea || !waysOf(plea).includes('sms') || !endpoint?.settings.sms) return { sms: false }
  return { sms: named(await ports.destinations.list(endpoint.workspace), endpoint.settings.sms) !== null }
}

/** What an endpoint's setting names, where no destination is called that; null where one is, or nothing is set. */
export async function lost(ports: Ports, workspace: string, nameOrId: string | undefined): Promise<string | null> {
  if (!nameOrId) return null
  return named(await ports.destinations.list(workspace), nameOrId) ? null : nameOrId
}

/** The destination that an endpoint's setting names, by name or id. */
export function named(destinations: readonly Destination[], nameOrId: string | undefined): Destination | null {
  return destinations.find(({ id, name }) => id === nameOrId || name === nameOrId) ?? null
}
