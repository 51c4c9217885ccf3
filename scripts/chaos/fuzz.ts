import type { Account } from './account.ts'
import { goodCall, MARKER, malformedCall } from './malformed.ts'
import { type RawAnswer, rawCall } from './raw-call.ts'
import type { Progress } from './scenario.ts'
import { seeded } from './seeded.ts'
import { stored } from './stored.ts'
import { oneOf } from './wait.ts'
import { startWorld, type World } from './world.ts'

const AT_ONCE = 96
const GOOD_EVERY = 50
/** Caches and the compiler's work fill first. */
const WARM_UP_CALLS = 5000
const MOST_GROWTH_BYTES = 150 * 1024 ** 2
const PROGRESS_EVERY = 5000

/** Every way in which a call may be refused. */
const KNOWN_CODES = new Set([
  ...['bad_request', 'incomplete_body', 'https_required', 'unknown_endpoint', 'not_found', 'method_not_allowed'],
  ...['timeout', 'body_too_large', 'unsupported_encoding', 'headers_too_large', 'unsupported_media_type'],
  ...['missing_signature', 'malformed_signature', 'missing_timestamp', 'malformed_timestamp', 'invalid_signature'],
  ...['stale_timestamp', 'malformed_json', 'malformed_form', 'validation_failed', 'too_many_fields'],
])
const KNOWN_STATUSES = new Set(['received', 'duplicate', 'ignored', 'rejected', 'test', 'updated', 'held'])

/** What came of the calls so far. */
type Tally = { answers: Map<string, number>; problems: string[]; good: string[] }

/** Thousands of malformed calls, made from a seed, with a good one now and then: none breaks, hangs or makes it leak, and all are understood. */
export async function fuzz(progress: Progress, { seed, calls }: { seed: number; calls: number }): Promise<Account> {
  const world = await startWorld({ processes: 1, channels: 0, receivers: [], everySource: true })
  try {
    progress(`seed ${seed}`)
    const tally: Tally = { answers: new Map(), problems: [], good: [] }
    await callMany(world, { seed, from: 0, to: WARM_UP_CALLS }, tally, progress)
    const before = await oneOf(world.products).residentBytes()
    await callMany(world, { seed, from: WARM_UP_CALLS, to: calls }, tally, progress)
    const after = await oneOf(world.products).residentBytes()
    return await accountOf(world, tally, { calls, before, after })
  } finally {
    await world.stop()
  }
}

type Span = { seed: number; from: number; to: number }

async function callMany(world: World, { seed, from, to }: Span, tally: Tally, progress: Progress): Promise<void> {
  const port = Number(new URL(oneOf(world.products).url).port)
  let next = from
  async function lane(): Promise<void> {
    for (let n = next++; n < to; n = next++) {
      await callOnce(world, port, { seed, n }, tally)
      if ((n + 1) % PROGRESS_EVERY === 0) progress(`${n + 1} calls`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

/** Each call has a chance of its own, so that it is the same whatever the others do. */
async function callOnce(
  world: World,
  port: number,
  { seed, n }: { seed: number; n: number },
  tally: Tally,
): Promise<void> {
  const chance = seeded(seed * 1_000_003 + n)
  const sender = chance.of(world.senders)
  const id = `fuzz-${seed}-${n}`
  const isGood = n % GOOD_EVERY === 0
  const { kind, call } = isGood ? { kind: 'good', call: goodCall(sender, id) } : malformedCall(chance, sender, id)
  try {
    const answer = await rawCall(port, call)
    const said = answer ? wordOf(answer) : call.leaves ? 'left' : 'closed'
    tally.answers.set(said, (tally.answers.get(said) ?? 0) + 1)
    const wrong = answer ? faults(answer) : said === 'closed' ? ['closed without an answer'] : []
    if (isGood && !/^202 (received|held)/.test(said)) wrong.push('good, but not taken')
    if (isGood && answer) tally.good.push(String(JSON.parse(answer.body).lead_id))
    const of = `call ${n} of seed ${seed} (${kind}, ${sender.source} by ${sender.auth})`
    tally.problems.push(...wrong.map((what) => `${of}: ${what}: ${answer?.status} ${answer?.body.slice(0, 200)}`))
  } catch (error) {
    tally.problems.push(`call ${n} of seed ${seed} (${kind}): ${error instanceof Error ? error.message : error}`)
  }
}

function wordOf({ status, body }: RawAnswer): string {
  const said = parsed(body)
  return `${status} ${said?.error?.code ?? said?.status ?? ''}`.trim()
}

/** All that no answer may be. */
function faults({ status, headers, body }: RawAnswer): string[] {
  const said = parsed(body)
  const code = said?.error?.code
  const isRefusal = status >= 400
  const isLeadflo = status === 401 && said?.error === 'Unauthorized'
  return [
    ...(status >= 500 ? ['a fault of ours'] : []),
    ...(headers.get('x-request-id') ? [] : ['no request id']),
    ...(isRefusal && !isLeadflo && !KNOWN_CODES.has(code) ? ['an unknown code'] : []),
    ...(isRefusal && !isLeadflo && said?.request_id !== headers.get('x-request-id') ? ['another request id'] : []),
    ...(!isRefusal && !KNOWN_STATUSES.has(said?.status) ? ['an unknown status'] : []),
    ...((isRefusal || said?.status === 'rejected') && body.includes(MARKER) ? ['an echo of the body'] : []),
  ]
}

function parsed(body: string) {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

type Run = { calls: number; before: number; after: number }

async function accountOf(
  world: World,
  { answers, problems, good }: Tally,
  { calls, before, after }: Run,
): Promise<Account> {
  const leads = await stored(world).leads.countDocuments({ _id: { $in: good } })
  const megabytes = (bytes: number) => Math.round(bytes / 1024 ** 2)
  const { complaints, failures } = oneOf(world.products)
  return {
    numbers: {
      calls,
      'good calls taken': good.length,
      'megabytes before': megabytes(before),
      'megabytes after': megabytes(after),
      ...Object.fromEntries([...answers].toSorted().map(([said, count]) => [`answered ${said}`, count])),
    },
    problems: [
      ...problems,
      ...(leads === new Set(good).size ? [] : [`${leads} of ${good.length} good leads are stored`]),
      ...(after - before > MOST_GROWTH_BYTES
        ? [`memory grew from ${megabytes(before)} to ${megabytes(after)} MB`]
        : []),
      ...complaints,
      ...[...failures.keys()].map((what) => `logged as failed: ${what}`),
    ],
  }
}
