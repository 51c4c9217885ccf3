import { isIP } from 'node:net'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { AppError } from './errors.ts'
import { AUDIT_FAULT_POINTS, ERASURE_FAULT_POINTS, FAULT_POINTS, NEWS_FAULT_POINTS } from './flow/ports.ts'

const MINIMUM_KEY_BYTES = 32
/** Whoever scores a lead has it in hand for 25 s. */
const LONGEST_MODEL_MS = 20_000

const Port = z.coerce.number('must be a port number').int().min(0).max(65_535)
const Url = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).transform((url) => url.replace(/\/+$/, ''))
const Count = z.coerce.number('must be a whole number').int().positive()

const Price = z.string().regex(/^\d+(\.\d+)?,\d+(\.\d+)?$/, 'must be two prices, such as 0.40,1.60')

const Addresses = z
  .string()
  .refine(
    (text) => text.split(/[\s,]+/).every((entry) => entry === '' || isIP(entry.split('/')[0] ?? '') > 0),
    'must be a list of addresses or CIDRs',
  )

const EncryptionKeys = z.string().transform((text, context) =>
  text.split(',').map((pair) => {
    const [id = '', base64 = ''] = pair.trim().split(/:(.*)/s)
    const key = Buffer.from(base64, 'base64')
    if (!/^[\w-]+$/.test(id) || key.length !== MINIMUM_KEY_BYTES) {
      context.addIssue(
        'must be a list of id:base64 pairs, each of 32 random bytes, such as k1:$(openssl rand -base64 32)',
      )
    }
    return { id, key }
  }),
)

/** Every variable that Greenlight reads. The README's table and `.env.example` are made from this. */
export const VARIABLES = {
  NODE_ENV: z.string().default('development').describe('`production` needs MONGODB_URI and ENCRYPTION_KEYS'),
  PORT: Port.default(8080).describe('where this process listens'),
  PUBLIC_URL: Url.optional().describe('how senders reach it, such as https://leads.example.com'),
  ROLE: z
    .enum(['all', 'web', 'worker'], 'must be all, web or worker')
    .default('all')
    .describe('which share of the work this process takes: all, web or worker'),
  TRUST_PROXY: z.string().default('').describe('proxies whose X-Forwarded-* headers count: addresses or CIDRs'),
  INBOUND_MAX_BYTES: Count.default(262_144).describe('largest lead that is taken'),
  MONGODB_URI: z.string().optional().describe('a replica set; without it an embedded one runs in `.greenlight/`'),
  ENCRYPTION_KEYS: EncryptionKeys.optional().describe('id:base64 list; the first encrypts, all decrypt'),
  SLACK_BOT_TOKEN: z.string().optional().describe('xoxb-…'),
  SLACK_SIGNING_SECRET: z.string().optional().describe("from the app's Basic Information page"),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, 'must begin with xapp-')
    .optional()
    .describe('xapp-…, switches Socket Mode on: Slack then needs no public URL'),
  SLACK_API_URL: Url.optional().describe('where the Web API is, ending in /api'),
  OPENAI_API_KEY: z.string().optional().describe('without it the rules score'),
  OPENAI_BASE_URL: Url.optional().describe('any compatible server'),
  OPENAI_MODEL: z.string().default('gpt-4.1-mini').describe('the model that judges'),
  OPENAI_FALLBACK_MODEL: z.string().optional().describe('asked when the first one fails'),
  OPENAI_PRICE: Price.default('0.40,1.60').describe('US dollars per million tokens in and out, for budgets and costs'),
  OPENAI_TIMEOUT_MS: Count.max(LONGEST_MODEL_MS, `must be at most ${LONGEST_MODEL_MS}`)
    .default(15_000)
    .describe('how long scoring may take, at most 20000'),
  EGRESS_ALLOW: z
    .string()
    .default('')
    .describe('CIDRs and host names of private receivers, plain http and any port included'),
  EGRESS_IPS: Addresses.default('').describe(
    'addresses or CIDRs that handoffs come from, for whoever must let them in',
  ),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info')
    .describe('how much is logged: debug, info, warn, error or silent'),
  KICK: z.enum(['on', 'off'], 'must be on or off').default('on').describe('`off` leaves every step to the clock'),
  FAULT_POINT: z
    .enum([...FAULT_POINTS, ...NEWS_FAULT_POINTS, ...ERASURE_FAULT_POINTS, ...AUDIT_FAULT_POINTS])
    .optional()
    .describe('for tests: the process kills itself there; refused in production'),
} as const

const Environment = z.object(VARIABLES)

/** The admin's shell needs no Slack. */
const ShellEnvironment = Environment.superRefine((env, context) => {
  if (env.NODE_ENV !== 'production') return
  if (!env.MONGODB_URI) context.addIssue(missing('MONGODB_URI', 'production needs a MongoDB replica set of its own'))
  if (!env.ENCRYPTION_KEYS)
    context.addIssue(missing('ENCRYPTION_KEYS', 'set k1:$(openssl rand -base64 32), and keep it'))
  if (env.PUBLIC_URL && !isSafe(new URL(env.PUBLIC_URL))) {
    context.addIssue({
      code: 'custom',
      path: ['PUBLIC_URL'],
      message: 'must be https; only a loopback host may be http',
    })
  }
  if (env.FAULT_POINT) context.addIssue({ code: 'custom', path: ['FAULT_POINT'], message: 'is for crash tests only' })
})

const ServerEnvironment = ShellEnvironment.superRefine((env, context) => {
  if (!env.SLACK_BOT_TOKEN) context.addIssue(missing('SLACK_BOT_TOKEN', "copy xoxb-… from the app's Install App page"))
  if (!env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN) {
    context.addIssue(missing('SLACK_SIGNING_SECRET', "copy it from the app's Basic Information page"))
  }
})

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

function missing(name: keyof typeof VARIABLES, remedy: string) {
  return { code: 'custom' as const, path: [name], message: `is missing: ${remedy}` }
}

/** What this process is told by its environment, checked. A shell may be without a token and a signing secret: both are empty then. */
export type Config = z.infer<typeof Environment> & {
  PUBLIC_URL: string
  SLACK_BOT_TOKEN: string
  SLACK_SIGNING_SECRET: string
}

/**
 * Reads and checks the environment; the text of a `.env` file fills what it leaves out, and an empty variable counts as unset.
 * Throws `bad_config` naming every variable that is wrong and what it should be.
 */
export function readConfig(environment: NodeJS.ProcessEnv, envFile = '', use: 'server' | 'shell' = 'server'): Config {
  const isSet = ([, value]: [string, string | undefined]) => value !== undefined && value !== ''
  const all = [parseEnv(envFile), environment].flatMap((source) => Object.entries(source).filter(isSet))
  const schema = use === 'server' ? ServerEnvironment : ShellEnvironment
  const parsed = schema.safeParse(Object.fromEntries(all))
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
    throw new AppError('bad_config', lines.join('\n'))
  }
  const { PORT, PUBLIC_URL, SLACK_BOT_TOKEN = '', SLACK_SIGNING_SECRET = '' } = parsed.data
  return { ...parsed.data, PUBLIC_URL: PUBLIC_URL ?? `http://localhost:${PORT}`, SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET }
}
