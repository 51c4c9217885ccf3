import type { HandoffBody } from '../handoff/body.ts'
import type { Judged } from '../handoff/classify.ts'
import type { Destination, PolicyName } from '../handoff/destination.ts'
import type { Handoff, Memory, Remote } from '../handoff/handoff.ts'
import type { Json } from '../handoff/mapping/index.ts'
import type { Reply } from '../wire/reply.ts'
import type { OutboundRequest } from '../wire/request.ts'
import type { SignatureFormat } from '../wire/sign.ts'

/** A kind of receiver: what an admin tells it, and how a handoff is carried out there. */
export type Kind = {
  name: string
  /** What `--set` takes, by name. */
  settings: Readonly<Record<string, Setting>>
  /** Where its vendor's API is, unless `base_url` says otherwise; null for kinds that go to a URL of the admin's. */
  baseUrl: string | null
  /** Whether our signatures go along; a vendor's own API has no use for them. */
  isSigned: boolean
  /** How such receivers expect to be called, where that is not as most do. */
  usual?: { signing: SignatureFormat; policy: PolicyName }
  /** How many handoffs a second keep below its vendor's limit, unless an admin says otherwise; absent where it has none that low. */
  usualRate?: number
  /**
   * Carries a handoff out, step by step: each request that it yields is sent, and its reply comes back. It may be begun anew at any
   * time, after a failure as after a crash, so it makes nothing twice. Pure: whatever it needs to know is in `work`.
   */
  deliver(work: Work): Delivery
  /** Asks there whether it has what was delivered; absent where nobody can tell. */
  check?(work: Work): Checking
  /** True for what goes through our own Slack app: to its API, with the workspace's bot token as `token`. */
  isOurSlack?: boolean
}

/** Something an admin sets for a destination of that kind; a secret is stored encrypted and never shown again. */
export type Setting = { isSecret: boolean; isRequired: boolean; usual: string | null; what: string }

/** A handoff that is to be carried out now. */
export type Work = {
  handoff: Pick<Handoff, 'id' | 'lead' | 'event' | 'version'>
  /** The frozen default body as JSON text; `body()` reads it. */
  text: string
  body(): HandoffBody
  /** What the destination's mapping, or its kind's own one, makes of that body; undefined where there is neither. */
  mapped: Json | undefined
  destination: Destination
  setting(name: string): string
  /** What an earlier try of this handoff kept. */
  memory: Memory
  /** The record that an earlier handoff of this lead made there. */
  remote: Remote | null
  /** The access token that was kept for this destination; a Slack workspace's own bot token. */
  token: string | null
  now: Date
}

/** What a delivery asks for on its way: a request's reply, or that something is kept durably before it goes on. */
export type Ask =
  | { ask: 'send'; request: OutboundRequest; bringsSecret: boolean }
  | { ask: 'keep'; memory: Memory }
  | { ask: 'keep token'; token: string }
  | { ask: 'token after'; old: string | null }
  | { ask: 'claim'; key: string }
  | { ask: 'tell made'; key: string; id: string }

/** Who may make what several handoffs of a destination would make alike: this one, nobody since it was made lately, or another one just now. */
export type Claim = { claim: 'mine' } | { claim: 'made'; id: string } | { claim: 'taken' }

/** The access token that another delivery has brought; null for whoever is to bring it. */
type NewToken = { token: string | null }

/** What the asks come back with. */
export type Said = Reply | Claim | NewToken | undefined

/** A part of a delivery, which comes to a value. */
export type Step<Value> = Generator<Ask, Value, Said>

/**
 * What a try came to. `waitMs` is how long the vendor wants to be left alone at least. `isLooking`: nothing failed, but what an earlier
 * try may have made can be seen after `waitMs` only; it is looked for then, and no step of the ladder is used up.
 */
export type Outcome = Judged & { remote?: Remote; waitMs?: number; isLooking?: boolean }

/** What became of it; `skipped` says why there was nothing to say. */
export type Fate = Outcome | { class: 'skipped'; hint: string }

/** A whole delivery: what it asks for on its way, and what became of it. */
export type Delivery = Step<Fate>

/** Whether a receiver still has a record; `unknown` where it did not say. */
export type Presence = 'there' | 'missing' | 'unknown'
/** A question to a receiver, which comes to whether it still has a record. */
export type Checking = Step<Presence>

/** Sends one request of a delivery and answers its reply; `bringsSecret` for one that is not to be logged, such as a token's. */
export function* send(request: OutboundRequest, bringsSecret = false): Step<Reply> {
  const reply = yield { ask: 'send', request, bringsSecret }
  if (!reply || !('phases' in reply)) throw new Error('a request was not answered')
  return reply
}

/** Keeps something for later tries of the same handoff before the delivery goes on. */
export function* keep(memory: Memory): Step<void> {
  yield { ask: 'keep', memory }
}

/** Keeps an access token for later deliveries to the same destination. */
export function* keepToken(token: string): Step<void> {
  yield { ask: 'keep token', token }
}

/** The access token in place of an old one, as soon as another delivery has brought it; null for the one that is to bring it. */
export function* tokenAfter(old: string | null): Step<string | null> {
  const brought = yield { ask: 'token after', old }
  if (!brought || !('token' in brought)) throw new Error('nobody said who brings the token')
  return brought.token
}

/** Asks to be the only handoff of this destination that makes what `key` stands for, until a search there is sure to show it. */
export function* claim(key: string): Step<Claim> {
  const claimed = yield { ask: 'claim', key }
  if (!claimed || !('claim' in claimed)) throw new Error('a claim was not answered')
  return claimed
}

/** Tells the others what was made under a claim. */
export function* tellMade(key: string, id: string): Step<void> {
  yield { ask: 'tell made', key, id }
}
