import { settingOf } from '../destinations/index.ts'
import type { Ask, Kind, Said, Step, Work } from '../destinations/kind.ts'
import type { Destination } from '../handoff/destination.ts'
import type { Handoff, Memory } from '../handoff/handoff.ts'
import { redactedReply } from '../handoff/redact.ts'
import { POLICIES } from '../handoff/retry.ts'
import { isSuccess, type Reply } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'
import { signatureHeaders } from '../wire/sign.ts'
import type { Making, Ports } from './ports.ts'

const NOTHING_KNOWN = { remote: null, token: null }
const CARRIES_SECRET = /signature|secret|authorization|token/
const TOKEN_LOOK_MS = 100
/** A login that takes longer is not waited for. */
const TOKEN_WAIT_MS = 3000

/** A handoff whose body is still kept. */
export type Sendable = Handoff & { body: string }

/** One request of a try and its reply; what asks for a secret or brings one is kept without its body. */
type Exchange = { request: OutboundRequest; reply: Reply }

/** What is carried out, by which kind, and how that keeps something durably for the next try. */
type Errand = Pick<Work, 'mapped' | 'destination'> & {
  handoff: Sendable
  kind: Kind
  keep(memory: Memory): Promise<void>
}

/** What came of it in the end, and what the log shows of the way there. */
type Carried<End> = { end: End; last: Exchange | null }

/** How far it is: until when it may take, the tokens that it knows, and its last exchange. */
type Way = { until: number; tokens: string[]; last: Exchange | null }

/** Does what a delivery or a check asks for, one after the other, all within its policy's one deadline. */
export async function carryOut<End>(
  ports: Ports,
  errand: Errand,
  begin: (work: Work) => Step<End>,
): Promise<Carried<End>> {
  const until = ports.now().getTime() + POLICIES[errand.destination.policy].timeoutMs
  const known = errand.kind.baseUrl === null ? NOTHING_KNOWN : await knownOf(ports, errand)
  const work = workOf(ports, errand, known)
  const way: Way = { until, tokens: work.token ? [work.token] : [], last: null }
  const steps = begin(work)
  let next = steps.next()
  while (!next.done) next = steps.next(await answerTo(ports, errand, way, next.value))
  return { end: next.value, last: way.last }
}

async function answerTo(ports: Ports, errand: Errand, way: Way, ask: Ask): Promise<Said> {
  switch (ask.ask) {
    case 'send':
      return sent(ports, errand, way, ask)
    case 'claim':
      return ports.makings.claim(makingOf(errand, ask.key))
    case 'token after':
      return { token: await tokenAfter(ports, errand, ask.old) }
    case 'tell made':
      await ports.makings.made(makingOf(errand, ask.key), ask.id)
      return undefined
    case 'keep':
      await errand.keep(ask.memory)
      return undefined
    case 'keep token':
      way.tokens.push(ask.token)
      await ports.destinations.keepToken(errand.destination.id, ask.token)
      return undefined
  }
}

async function sent(
  { now, courier }: Ports,
  errand: Errand,
  way: Way,
  { request: plain, bringsSecret }: Extract<Ask, { ask: 'send' }>,
): Promise<Reply> {
  const timeoutMs = Math.max(1, way.until - now().getTime())
  const request = dressed(plain, errand, now())
  const reply = await courier.send(request, { timeoutMs })
  const clean = redactedReply(reply, [...secretsIn(request, errand), ...way.tokens])
  way.last = bringsSecret ? { request: { ...request, body: '' }, reply: withoutBody(clean) } : { request, reply: clean }
  // What was refused brings no secret, but may quote those that were sent.
  return bringsSecret && isSuccess(reply) ? reply : clean
}

/** Waits for whoever brings a new token at this moment; null where that is this delivery, or where nobody comes with one. */
async function tokenAfter(ports: Ports, errand: Errand, old: string | null): Promise<string | null> {
  const { id } = errand.destination
  const now = await ports.destinations.token(id)
  if (now !== old) return now
  const { claim } = await ports.makings.claim(makingOf(errand, `token after ${old}`))
  for (let waitedMs = 0; claim === 'taken' && waitedMs < TOKEN_WAIT_MS; waitedMs += TOKEN_LOOK_MS) {
    await ports.pause(TOKEN_LOOK_MS)
    const brought = await ports.destinations.token(id)
    if (brought !== old) return brought
  }
  return null
}

function makingOf({ handoff, destination }: Errand, key: string): Making {
  return { workspace: destination.workspace, destination: destination.id, handoff: handoff.id, key }
}

/** What is known there of the lead, and the token for it. */
async function knownOf(ports: Ports, { handoff, destination, kind }: Errand): Promise<Pick<Work, 'remote' | 'token'>> {
  const [remote, token] = await Promise.all([
    ports.handoffs.remoteOf(handoff.lead, destination.id),
    tokenOf(ports, kind, destination),
  ])
  return { remote, token }
}

function workOf(
  ports: Ports,
  { handoff, destination, kind, mapped }: Errand,
  { remote, token }: Pick<Work, 'remote' | 'token'>,
): Work {
  return {
    handoff,
    text: handoff.body,
    body() {
      return JSON.parse(handoff.body)
    },
    mapped,
    // A bot token goes nowhere but to the Slack of today's configuration.
    destination: kind.isOurSlack ? { ...destination, url: ports.slackApi.url } : destination,
    setting(name) {
      return settingOf(kind, destination.settings, name)
    },
    memory: handoff.memory,
    remote,
    token,
    now: ports.now(),
  }
}

function tokenOf(ports: Ports, kind: Kind, { id, workspace }: Destination): Promise<string | null> {
  return kind.isOurSlack ? ports.slackApi.token(workspace) : ports.destinations.token(id)
}

/** Adds what every request carries: the admin's own headers, where the kind is signed a fresh signature, and the id to deduplicate by. What the kind itself says goes before the first two. */
function dressed(request: OutboundRequest, { handoff, destination, kind }: Errand, now: Date): OutboundRequest {
  const { secrets, headers: own, signing } = destination
  const overlapping = secrets.previousUntil && secrets.previousUntil > now
  const signature = signatureHeaders({
    format: kind.isSigned ? signing : 'none',
    secrets: { current: secrets.current, previous: overlapping ? secrets.previous : null },
    id: handoff.id,
    event: handoff.event,
    body: request.body,
    now,
  })
  const { method, url, body } = request
  const headers = Object.assign({}, own, signature, request.headers, { 'idempotency-key': handoff.id })
  return { method, url, headers, body }
}

/** The URL, what an admin entered as a header or as a secret setting, what signs, and what was made of it. */
function secretsIn({ headers, url }: OutboundRequest, { destination, kind }: Errand): string[] {
  const { headers: own, settings, secrets } = destination
  const found = [url, ...Object.values(own), secrets.current, secrets.previous ?? '']
  for (const [name, value] of Object.entries(headers)) if (CARRIES_SECRET.test(name)) found.push(value)
  for (const [name, value] of Object.entries(settings)) if (kind.settings[name]?.isSecret) found.push(value)
  return found
}

function withoutBody(reply: Reply): Reply {
  return reply.kind === 'answered' ? { ...reply, body: '' } : reply
}
