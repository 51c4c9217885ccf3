import { z } from 'zod'
import type { Destination } from '../handoff/destination.ts'
import type { Keyring } from './keyring.ts'

type Secret = Pick<Destination, 'url' | 'headers' | 'settings' | 'secrets'>
/** A destination at rest: URL, headers, settings and signing secrets sealed together; its access token by itself; the mapping as JSON text, since its keys hold dollar signs. */
export type DestinationDoc = Omit<Destination, 'id' | 'mapping' | keyof Secret> & {
  _id: string
  mapping: string | null
  sealed: string
  token?: string
  removedAt: Date | null
}

const Sealed = z.object({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  settings: z.record(z.string(), z.string()),
  secrets: z.object({
    current: z.string(),
    previous: z.string().nullable(),
    previousUntil: z.coerce.date().nullable(),
  }),
})

export function docOf(
  { id, url, headers, settings, secrets, mapping, ...same }: Destination,
  keyring: Keyring,
): DestinationDoc {
  const sealed = keyring.seal({ url, headers, settings, secrets }, place(id))
  return { ...same, _id: id, mapping: mapping === null ? null : JSON.stringify(mapping), sealed, removedAt: null }
}

export function destinationOf(
  { _id, sealed, mapping, token, removedAt, ...same }: DestinationDoc,
  keyring: Keyring,
): Destination {
  const secret = Sealed.parse(keyring.open(sealed, place(_id)))
  return { ...same, id: _id, mapping: mapping ? JSON.parse(mapping) : null, ...secret }
}

export function sealedToken(id: string, token: string, keyring: Keyring): string {
  return keyring.seal(token, tokenPlace(id))
}

export function tokenOf({ _id, token }: Pick<DestinationDoc, '_id' | 'token'>, keyring: Keyring): string | null {
  return token ? z.string().parse(keyring.open(token, tokenPlace(_id))) : null
}

const place = (id: string) => `destinations:${id}`
const tokenPlace = (id: string) => `destinations:${id}:token`
