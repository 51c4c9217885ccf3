import { AppError } from '../errors.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import type { Scheme } from '../wire/scheme.ts'
import type { Source } from './source.ts'

/** What an admin asks of an endpoint that its source has a say in. */
type AskedOfSource = Pick<Endpoint, 'auth' | 'map' | 'schema' | 'settings'>

/** How this endpoint's sender proves who it is. */
export function schemeOf(source: Source, { auth, settings }: Pick<Endpoint, 'auth' | 'settings'>): Scheme {
  return source.otherAuths[auth]?.(settings) ?? source.scheme
}

/** Throws `bad_input`, saying what would do, where the source does not take what is asked; so no call ever meets it. */
export function checkEndpoint(source: Source, asked: AskedOfSource): void {
  const auths = authsOf(source)
  if (!auths.includes(asked.auth)) {
    throw bad(`The source ${source.name} has no auth "${asked.auth}". It takes: ${auths.join(', ')}.`)
  }
  const unknown = Object.keys(asked.settings).filter((key) => !source.settings.some((known) => fits(known, key)))
  if (unknown.length > 0) {
    const known = source.settings.join(', ')
    throw bad(`The source ${source.name} does not take the setting "${unknown.join('", "')}". It takes: ${known}.`)
  }
  for (const given of ['map', 'schema'] as const) {
    if (asked[given] && !source.takes.includes(given)) throw bad(`The source ${source.name} takes no ${given}.`)
  }
  schemeOf(source, asked)
}

/** A source that signs by HMAC takes `hmac` for its own scheme. */
function authsOf({ scheme, otherAuths }: Source): string[] {
  return [...new Set<string>(['signature', ...(scheme.kind === 'hmac' ? ['hmac'] : []), ...Object.keys(otherAuths)])]
}

function fits(known: string, key: string): boolean {
  const open = known.indexOf('<')
  return open < 0 ? known === key : key.startsWith(known.slice(0, open)) && key.length > open
}

function bad(message: string): AppError {
  return new AppError('bad_input', message)
}
