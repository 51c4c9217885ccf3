import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import { agentflow, type HmacScheme, type SecretScheme } from '../wire/scheme.ts'

const HeaderName = z
  .string('is missing: it names the header, such as X-Signature')
  .trim()
  .toLowerCase()
  .regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, 'must be the name of a header, such as X-Signature')

const Hmac = z
  .object({
    header: HeaderName,
    prefix: z.string().max(100).default(''),
    algorithm: z.enum(['sha1', 'sha256']).default('sha256'),
    encoding: z.enum(['hex', 'base64']).default('hex'),
    timestamp_header: HeaderName.optional(),
    timestamp_unit: z.enum(['s', 'ms']).default('s'),
    id_header: HeaderName.optional(),
    signed: z.string().max(500).optional(),
  })
  .transform((parts) => ({ ...parts, signed: parts.signed ?? (parts.timestamp_header ? '{ts}.{body}' : '{body}') }))
  .refine(({ signed }) => signed.includes('{body}'), 'signed: must hold {body}, else anybody’s body would do')
  .refine(
    ({ signed }) => (signed.match(/\{[^}]*\}/g) ?? []).every((part) => /^\{(body|ts|id|method|url)\}$/.test(part)),
    'signed: may hold {body}, {ts}, {id}, {method} and {url}',
  )
  .refine(
    ({ signed, timestamp_header }) => signed.includes('{ts}') === (timestamp_header !== undefined),
    'signed: holds {ts} where timestamp_header is set, and only there',
  )
  .refine(
    ({ signed, id_header }) => signed.includes('{id}') === (id_header !== undefined),
    'signed: holds {id} where id_header is set, and only there',
  )

/** The settings that make up a signature; `header` alone also names where a plain secret is sent. */
export const HMAC_SETTINGS = Object.keys(Hmac.in.shape)

/** The signature that these settings describe, AgentFlow's where they describe none; throws `bad_input` where they make no sense. */
export function hmacOf(settings: Endpoint['settings']): HmacScheme {
  if (HMAC_SETTINGS.every((key) => settings[key] === undefined)) return agentflow
  const { header, prefix, algorithm, encoding, signed, ...parts } = parsed(Hmac, settings)
  return {
    kind: 'hmac',
    algorithm,
    encoding,
    header,
    format: { kind: 'prefix', prefix },
    signed,
    ...(parts.timestamp_header && { timestamp: { header: parts.timestamp_header, unit: parts.timestamp_unit } }),
    ...(parts.id_header && { idHeader: parts.id_header }),
    key: 'text',
  }
}

/** The header in which the secret itself is sent. */
export function secretHeaderOf(settings: Endpoint['settings']): SecretScheme {
  return { kind: 'header', header: parsed(z.object({ header: HeaderName }), settings).header }
}

function parsed<Out>(shape: z.ZodType<Out>, settings: Endpoint['settings']): Out {
  const result = shape.safeParse(settings)
  if (result.success) return result.data
  const wrong = result.error.issues.map(({ path, message }) => [...path, message].join(': '))
  throw new AppError('bad_input', `set: these settings do not say how the sender proves itself. ${wrong.join('; ')}.`)
}
