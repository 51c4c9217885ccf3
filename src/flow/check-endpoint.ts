import { AppError } from '../errors.ts'
import type { Endpoint, EndpointAuth } from '../lead/endpoint.ts'
import { checkEndpoint } from '../sources/check-endpoint.ts'
import { sourceNamed } from '../sources/index.ts'
import type { Source } from '../sources/source.ts'
import type { Scheme } from '../wire/scheme.ts'
import { signedRequest } from '../wire/sign-request.ts'
import { verify } from '../wire/verify.ts'
import type { Ports } from './ports.ts'
import { DESTINATION_SETTINGS, lost } from './reach-owner.ts'

const MOST_SECRET_CHARACTERS = 1024
const SHORT_SECRET_CHARACTERS = 16

type Asked = Pick<Endpoint, 'source' | 'map' | 'schema' | 'settings' | 'thresholds'>

/** Throws `bad_input` for what its source does not take, and for thresholds that cross. Answers what people should know. */
export function checkedEndpoint(asked: Asked & Pick<Endpoint, 'auth' | 'channel'>): string[] {
  const source = sourceNamed(asked.source)
  checkEndpoint(source, asked)
  const { approve, reject } = asked.thresholds ?? { approve: null, reject: null }
  if (approve !== null && reject !== null && reject > approve)
    throw new AppError('bad_input', 'The threshold to reject must not be above the one to approve.')
  const lacks = source.takes.filter((what) => asked[what] === null).map((what) => LACKING[what])
  const unsigned =
    asked.auth === 'none' ? ['Anybody who knows its URL can send leads; their cards say "unsigned".'] : []
  return [...(asked.channel ? [] : ['No channel: its leads are in the inbox only.']), ...lacks, ...unsigned]
}

const LACKING: Record<Source['takes'][number], string> = {
  map: 'No field map: only fields with the usual names are understood; set one with --map.',
  schema: 'No schema: results are checked against the usual fields only; set one with --schema.',
}

/** Warns of settings that name a destination which is not there; it may be added yet. */
export async function lostDestinations(
  ports: Ports,
  { workspace, settings }: Pick<Endpoint, 'workspace' | 'settings'>,
): Promise<string[]> {
  const names = await Promise.all(
    DESTINATION_SETTINGS.map(async (key) => ({ key, name: await lost(ports, workspace, settings[key]) })),
  )
  return names.flatMap(({ key, name }) =>
    name === null
      ? []
      : `There is no destination "${name}", which ${key} names; nothing is sent there until you add it.`,
  )
}

/** What an admin calls an auth, in the source's own words: its own scheme is `signature`, whatever its kind. */
export function authNamed(sourceName: string, asked: EndpointAuth | null): EndpointAuth {
  const source = sourceNamed(sourceName)
  if (asked === null || asked === 'signature') return 'signature'
  if (asked in source.otherAuths) return asked
  const own = source.scheme.kind === 'either' ? source.scheme.of.map(({ kind }) => kind) : [source.scheme.kind]
  const meant = asked === 'url' ? 'query' : asked
  return own.some((kind) => kind === meant) ? 'signature' : asked
}

/** Throws `bad_input` unless a sender who holds this secret is believed. Answers what people should know of it. */
export function checkedSecret(scheme: Scheme, secret: string, now: Date): string[] {
  if (secret.length > MOST_SECRET_CHARACTERS)
    throw new AppError('bad_input', `A secret has at most ${MOST_SECRET_CHARACTERS} characters.`)
  const call = { method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) }
  const publicUrl = 'https://greenlight.invalid'
  const sent = signedRequest(scheme, call, secret, { now, id: 'msg_check', publicUrl })
  if (secret.trim() === '' || /\p{Cc}/u.test(secret) || !verify(scheme, sent, { secrets: [secret], now, publicUrl }).ok)
    throw new AppError('bad_input', `No sender can prove itself with this secret. ${REMEDY}`)
  return secret.length < SHORT_SECRET_CHARACTERS ? ['This secret is short; a longer one is harder to guess.'] : []
}

const REMEDY =
  'It must be text without control characters or spaces around it; for Standard Webhooks, base64 after whsec_.'
