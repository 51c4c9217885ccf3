import { posix } from 'node:path'

/** Rooms from left to right; those in one row stand side by side and do not know each other. */
const ROWS = [
  ['wire'],
  ['lead'],
  ['scoring'],
  ['handoff'],
  ['sources', 'destinations'],
  ['flow'],
  ['admin'],
  ['http', 'slack', 'mongo', 'jobs', 'openai', 'courier'],
  ['app.ts', 'queues.ts', 'shell.ts', 'ground.ts', 'config.ts', 'log.ts', 'main.ts'],
]
const ADMIN_ROW = 6
const TOP_ROW = 8

/** What the pure rooms and flow may import, and which names of it: nothing with I/O, clock or chance. */
const PURE: Record<string, RegExp> = {
  zod: /./,
  'node:crypto': /^(hash|createHash|createHmac|timingSafeEqual)$/,
  'node:net': /^(BlockList|SocketAddress|isIP|isIPv4)$/,
  'node:url': /^domainToASCII$/,
  luxon: /^(DateTime|IANAZone)$/,
  'csv-stringify/sync': /^stringify$/,
  'fastest-levenshtein': /^closest$/,
  'html-to-text': /^convert$/,
  'libphonenumber-js': /^(parsePhoneNumberFromString|isSupportedCountry|CountryCode)$/,
}

/** Packages that only one room imports. */
const OWNERS: [RegExp, string][] = [
  [/^(mongoose|mongodb.*)$/, 'mongo'],
  [/^(agenda|@agendajs\/.*)$/, 'jobs'],
  [/^@slack\//, 'slack'],
  [/^(echarts|@resvg\/.*)$/, 'slack'],
  [/^openai$/, 'openai'],
  [/^undici$/, 'courier'],
  [/^(koa|@koa\/router|raw-body)$/, 'http'],
  [/^pino$/, 'log.ts'],
  [/^ulid$/, 'ground.ts'],
]

/** The two places that hand the environment on without reading it. */
const HANDS_ENVIRONMENT_ON: Record<string, RegExp> = {
  'main.ts': /readConfig\(process\.env,/,
  'ground.ts': /startEmbeddedMongo\(\{ env: process\.env,/,
}

const IMPORT =
  /\b(?:(?:import|export)\s+(?:type\s+)?([^'"()]*?)\s*from\s*|import\s*\(?\s*|require\s*\(\s*)['"]([^'"]+)['"]/g
const CHANCE_OR_CLOCK = /\b(Date\.now\(|new Date\(\)|Math\.random\b|performance\.now\()/

/** Every breach of the rule between rooms, one line each. `file` is relative to src. */
export function breaches(file: string, text: string): string[] {
  const imports = [...text.matchAll(IMPORT)].map(([, names = '', target = '']) => ({ names, target }))
  const found = imports.flatMap(({ names, target }) =>
    target.startsWith('.') ? neighbour(file, target) : stranger(file, target, names),
  )
  const clock = rowOf(roomOf(file)) < ADMIN_ROW ? CHANCE_OR_CLOCK.exec(text)?.[1] : undefined
  return [...found, ...(clock ? [`${clock} is to be passed in`] : []), ...environment(file, text)].map(
    (breach) => `${file}: ${breach}`,
  )
}

function neighbour(file: string, target: string): string[] {
  const path = posix.join(posix.dirname(file), target)
  if (path.startsWith('..')) return [`leaves src for ${target}`]
  const [from, to] = [roomOf(file), roomOf(path)]
  if (to === 'errors.ts' || from === to) return []
  if (rowOf(from) === TOP_ROW) return []
  return rowOf(to) < rowOf(from) ? [] : [`${from} must not know ${to}`]
}

function stranger(file: string, target: string, names: string): string[] {
  const room = roomOf(file)
  const owner = OWNERS.find(([name]) => name.test(target))?.[1]
  if (owner) return owner === room ? [] : [`only ${owner} imports ${target}`]
  if (rowOf(room) >= ADMIN_ROW)
    return Object.hasOwn(PURE, target) || target.startsWith('node:') ? [] : [`${target} has no owner`]
  const allowed = PURE[target]
  if (!allowed) return [`${room} is pure and must not import ${target}`]
  const wrong = names.split(/[\s{},]+/).filter((name) => name && name !== 'type' && !allowed.test(name))
  return wrong.map((name) => `${room} is pure and must not take ${name} from ${target}`)
}

function environment(file: string, text: string): string[] {
  const handedOn = HANDS_ENVIRONMENT_ON[file]
  const rest = handedOn ? text.replace(handedOn, '') : text
  return /\bprocess\s*\.\s*env\b/.test(rest) ? ['only config.ts reads the environment'] : []
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? path
}

function rowOf(room: string): number {
  if (room === 'errors.ts') return -1
  const row = ROWS.findIndex((rooms) => rooms.includes(room))
  if (row < 0) throw new Error(`src/${room} has no place in the house; see test/support/layers.ts`)
  return row
}
