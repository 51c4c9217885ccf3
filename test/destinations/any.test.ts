import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KIND_NAMES, kindNamed } from '../../src/destinations/index.ts'
import type { Fate, Kind, Work } from '../../src/destinations/kind.ts'
import { EVENTS } from '../../src/handoff/events.ts'
import type { Json } from '../../src/handoff/mapping/index.ts'
import type { FailureCause, Reply } from '../../src/wire/reply.ts'
import type { OutboundRequest } from '../../src/wire/request.ts'
import { workOf } from './dialogue.ts'
import { bodyNumber } from './hundred.ts'

const MOST_REQUESTS = 10
const RUNS = 200
const CAUSES: FailureCause[] = ['timeout', 'reset', 'connect', 'tls', 'protocol']

const json = fc.json().map((text): Json => JSON.parse(text))
const body = fc.oneof(json, fc.record({ fields: json, conversation: json, name: json, score: json, occurred_at: json }))
const object = fc.dictionary(fc.string(), json)
const mapped = fc.oneof(fc.constant(undefined), json, object, fc.record({ person: object, lead: object }))
const answer = fc.record({
  kind: fc.constant('answered' as const),
  status: fc.constantFrom(200, 201, 204, 207, 300, 302, 400, 401, 403, 404, 408, 409, 410, 422, 429, 500, 503, 529),
  headers: fc.constant({}),
  body: fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom('{"id":"1","access_token":"abc"}', '{"errors":[null],"results":[{"id":"7"}]}'),
  ),
  bodyCut: fc.boolean(),
  phases: fc.constant({ total: 1 }),
})
const failure = fc
  .constantFrom(...CAUSES)
  .map((cause): Reply => ({ kind: 'failed', cause, message: cause, phases: { total: 1 } }))
const replies = fc.array(fc.oneof({ weight: 3, arbitrary: answer }, failure), {
  minLength: MOST_REQUESTS,
  maxLength: MOST_REQUESTS,
})

describe('whatever a mapping makes, a body holds and a vendor answers', () => {
  it.each(KIND_NAMES)('%s sends what can be sent, and comes to a clear end', (name) => {
    const kind = kindNamed(name)
    fc.assert(
      fc.property(body, mapped, fc.constantFrom(...EVENTS), replies, (body, mapped, event, replies) => {
        const work = anyWork(kind, { body, mapped, event })
        const { sent, fate } = carried(kind, work, replies)
        for (const request of sent) expect(flawsOf(request)).toEqual([])
        expect(['delivered', 'transient', 'misconfigured', 'permanent', 'gone', 'skipped']).toContain(fate.class)
        if (fate.class !== 'delivered') expect(fate.hint).toMatch(/\w/)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('an error inside of a 2xx', () => {
  it.each([
    ['hubspot', { status: 'error', category: 'VALIDATION_ERROR', message: 'Because.' }],
    ['salesforce', { id: null, success: false, errors: [{ statusCode: 'INVALID_FIELD', message: 'Because.' }] }],
    ['notion', { object: 'error', status: 400, code: 'validation_error', message: 'Because.' }],
    ['airtable', { error: { type: 'INVALID_REQUEST', message: 'Because.' } }],
    ['pipedrive', { success: false, error: 'Because.', error_info: '', data: null }],
  ])('%s is told in its own words: %j', (name, told) => {
    const kind = kindNamed(name)
    const work = anyWork(kind, {
      body: JSON.parse(JSON.stringify(bodyNumber(1))),
      mapped: undefined,
      event: 'lead.scored',
    })
    const mapped =
      name === 'pipedrive' ? { person: { name: 'Jane' }, lead: { title: 'Jane' } } : { Email: 'j@x.example' }
    const token = name === 'salesforce' ? '{"access":"abc","instance":"https://api.example"}' : null
    const reply: Reply = {
      kind: 'answered',
      status: 200,
      headers: {},
      body: JSON.stringify(told),
      bodyCut: false,
      phases: { total: 1 },
    }
    const { fate } = carried(kind, { ...work, mapped, token }, [reply])
    expect(fate).toMatchObject({ class: 'permanent', hint: expect.stringContaining('“Because.”') })
  })
})

function anyWork(
  kind: Kind,
  { body, mapped, event }: { body: Json; mapped: Json | undefined; event: Work['handoff']['event'] },
): Work {
  const needed = Object.entries(kind.settings).filter(([, { isRequired }]) => isRequired)
  const settings = Object.fromEntries(needed.map(([key]) => [key, key === 'base_url' ? 'https://api.example' : 'abc1']))
  const { work } = workOf({ destination: { kind: kind.name, settings }, body: {} })
  return {
    ...work,
    handoff: { ...work.handoff, event },
    text: JSON.stringify(body),
    body: () => JSON.parse(JSON.stringify(body)),
    mapped,
  }
}

function carried(kind: Kind, work: Work, replies: readonly Reply[]): { sent: OutboundRequest[]; fate: Fate } {
  const sent: OutboundRequest[] = []
  const delivery = kind.deliver(work)
  let next = delivery.next()
  while (!next.done) {
    const { value: ask } = next
    if (ask.ask === 'send') sent.push(ask.request)
    if (sent.length > replies.length) throw new Error(`more than ${replies.length} requests for one handoff`)
    if (ask.ask === 'send') next = delivery.next(replies[sent.length - 1])
    else if (ask.ask === 'token after') next = delivery.next({ token: null })
    else next = delivery.next(ask.ask === 'claim' ? { claim: 'mine' } : undefined)
  }
  return { sent, fate: next.value }
}

/** What a server could not make sense of, whoever it is. */
function flawsOf({ method, url, headers, body }: OutboundRequest): string[] {
  const flaws: string[] = []
  if (!URL.canParse(url)) flaws.push(`the URL ${url}`)
  for (const [name, value] of Object.entries(headers)) {
    if (name !== name.toLowerCase() || /[^\t\x20-\x7e]/.test(value)) flaws.push(`the header ${name}`)
  }
  if (method === 'GET' && body !== '') flaws.push('a GET with a body')
  if (headers['content-type'] === 'application/json') JSON.parse(body)
  return flaws
}
