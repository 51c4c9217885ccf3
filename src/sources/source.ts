import type { Endpoint, EndpointAuth } from '../lead/endpoint.ts'
import type { LeadDraft } from '../lead/lead.ts'
import type { News } from '../lead/news.ts'
import type { Scheme } from '../wire/scheme.ts'

/** One kind of sender: how it proves who it is, what it sends, and what that means. */
export type Source = {
  name: string
  /** Its own scheme, for endpoints whose auth is `signature`. */
  scheme: Scheme
  /** Other schemes that an admin may choose, `none` only where the sender cannot sign; bad settings throw `bad_input`. */
  otherAuths: Partial<Record<EndpointAuth, (settings: Endpoint['settings']) => Scheme>>
  /** Which of an endpoint's settings it takes; `<…>` in a key stands for any text. */
  settings: readonly string[]
  /** What else an admin may give its endpoints. */
  takes: readonly ('map' | 'schema')[]
  /** The header, in lower case, that carries the sender's own id of an event. */
  idHeader?: string
  accepts: readonly ('json' | 'form')[]
  /** True for senders that switch a hook off after errors: once believed, a bad lead is answered 200. */
  forgivesNothing: boolean
  /** The body of its 401, where its documentation says one. */
  unauthorized?: Readonly<Record<string, string>>
  /** Pure, and never throws, whatever the payload holds. */
  read(payload: Payload, endpoint: SourceSettings): Reading
  /** A made-up call of this sender that belongs to nobody; `id` tells one test from the next. */
  sample?(scenario: Scenario, id: string, endpoint: SourceSettings): Payload
}

/** What an endpoint can be tested with: all well, something required missing, and a matter for a person. */
export const SCENARIOS = ['routine', 'incomplete', 'sensitive'] as const
/** One of the cases that an endpoint is tested with. */
export type Scenario = (typeof SCENARIOS)[number]

/** A body as its sender wrote it: the root of its JSON. */
export type Payload = Readonly<Record<string, unknown>>

/** What an admin told an endpoint that matters to reading its payloads. */
export type SourceSettings = Pick<Endpoint, 'map' | 'schema' | 'settings'>

/**
 * What a payload turned out to be. `eventId` is the sender's own id of this submission; `reason` says why it is no lead.
 * `subject` is what several events are about, such as a visitor: `news` joins the lead of its subject, before or after it came.
 */
export type Reading =
  | LeadReading
  | { kind: 'news'; news: News; eventId: string | null; subject: string }
  | { kind: 'test'; draft: LeadDraft }
  | { kind: 'ignored'; reason: string }
  | Invalid

/** A payload that is a lead. */
export type LeadReading = {
  kind: 'lead'
  draft: LeadDraft
  eventId: string | null
  subject: string | null
  /** True where the same body may well come from somebody else: it is no duplicate for being equal. */
  namesNobody?: boolean
  /** What the answer tells the sender besides, such as `caller_message`. */
  says?: Readonly<Record<string, string>>
}

/** Answered 422 with this code. */
export type Invalid = { kind: 'invalid'; code: 'validation_failed' | 'too_many_fields'; fields: FieldProblem[] }

/** What is wrong with one field, by the sender's own name for it; `message` says what to do. */
export type FieldProblem = { field: string; code: FieldProblemCode; message: string }
/** What may be wrong with a field. */
export type FieldProblemCode = 'required' | 'wrong_type' | 'invalid_format' | 'too_long' | 'too_many_fields'
