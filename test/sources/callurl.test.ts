import { describe, expect, test } from 'vitest'
import { callurl } from '../../src/sources/callurl.ts'
import { Workflow } from '../../src/sources/workflow.ts'
import { draftFrom, fieldsOf, leadFrom, problemsFrom } from './read.ts'

const RESULT = {
  workflow_id: 'wf_1',
  caller_id: '+1 555 123 4567',
  call_status: 'completed',
  structured_fields: { name: 'Ann Lee' },
  webhook_url: 'https://example.com/in',
}
const NOTE = { handoff_reason: 'emergency_or_sensitive_request', severity: 'urgent', notify: ['sms', 'slack'] }
const schema = (...fields: object[]) => ({ schema: Workflow.parse({ fields }) })
const result = (structured_fields: unknown, beside: object = {}) => ({ ...RESULT, structured_fields, ...beside })

describe('a result', () => {
  test.for(['workflow_id', 'caller_id', 'call_status', 'structured_fields', 'webhook_url'])('needs %s', (name) => {
    expect(problemsFrom(callurl, { ...RESULT, [name]: null })).toEqual([`${name} required`])
  })

  test('says who it is inside its structured fields, as object, as JSON text or as a list', () => {
    const who = { name: 'Ann Lee', email: 'ann@example.com', company: 'Acme', phone: '+44 20 7946 0958' }
    const list = Object.entries(who).map(([name, value]) => ({ name, value }))
    for (const sent of [who, JSON.stringify(who), list]) expect(draftFrom(callurl, result(sent))).toMatchObject(who)
  })

  test('is from the number that called, where that is one', () => {
    const phoneOf = (caller_id: unknown, fields: object = {}) => draftFrom(callurl, result(fields, { caller_id })).phone
    expect(phoneOf('+1 555 123 4567')).toBe('+1 555 123 4567')
    expect(phoneOf(15551234567)).toBe('15551234567')
    expect(phoneOf('+1 555 123 4567', { phone: 'same as this one' })).toBe('+1 555 123 4567')
    expect(phoneOf('anonymous')).toBeNull()
    expect(phoneOf('caller_1234567')).toBeNull()
  })

  test('is no plea where its agent fills in that there is no reason', () => {
    for (const handoff_reason of ['none', 'N/A', '', null]) {
      expect(draftFrom(callurl, { ...RESULT, handoff_reason })).toMatchObject({
        flags: [],
        conversation: { plea: null },
      })
    }
  })

  test('keeps the fields that are for others to trust, and text that is no JSON', () => {
    const draft = draftFrom(callurl, { ...result('wants {a} quote'), signature_status: 'verified' })
    expect(fieldsOf(draft)).toMatchObject({
      webhook_url: 'https://example.com/in',
      signature_status: 'verified',
      structured_fields: 'wants {a} quote',
      call_status: 'completed',
    })
  })

  test('of which the call and its fields name the same, keeps both', () => {
    expect(fieldsOf(draftFrom(callurl, result({ topic: 'a' }, { topic: 'b' })))).toMatchObject({
      topic: 'a',
      'call.topic': 'b',
    })
  })
})

describe('its workflow', () => {
  const typed = (type: string, required = true) => schema({ name: 'x', type, required, description: 'What x is.' })

  test.for([
    ['text', 5, []],
    ['number', '4', []],
    ['number', 4.5, []],
    ['number', '1,200', []],
    ['number', 'four', ['x invalid_format']],
    ['boolean', false, []],
    ['Boolean', 'Yes', []],
    ['boolean', 'maybe', ['x invalid_format']],
    ['email', ' ann@example.com ', []],
    ['email', 'ann', ['x invalid_format']],
    ['phone', '555 1234', []],
    ['phone', 'the usual', ['x invalid_format']],
    ['date', '2026-03-01', []],
    ['date', 'March 3, 2026', []],
    ['date', 'soonish', ['x invalid_format']],
    ['picture', 'anything', []],
    ['toString', 'anything', []],
    ['text', '', ['x required']],
    ['text', null, ['x required']],
    ['boolean', undefined, ['x required']],
  ] as const)('%s of %j: %j', ([type, x, problems]) => {
    expect(problemsFrom(callurl, result({ x }), typed(type))).toEqual(problems)
  })

  test('is met by a field of the call as well as by one that the agent filled in', () => {
    expect(problemsFrom(callurl, result({}, { x: 'here' }), typed('text'))).toEqual([])
    expect(problemsFrom(callurl, { x: 'here' }, typed('text'))).toEqual([])
  })

  test('tells what a missing field is', () => {
    expect(callurl.read(result({}), { map: null, settings: {}, ...typed('text') })).toMatchObject({
      fields: [{ message: 'x is required: What x is.' }],
    })
  })

  test('costs no lead for an optional field of the wrong type: it is kept and flagged', () => {
    const draft = draftFrom(callurl, result({ x: 'four' }), typed('number', false))
    expect(draft.flags).toEqual(['bad_x'])
    expect(fieldsOf(draft)).toMatchObject({ x: 'four' })
  })

  test.for([{ handoff_reason: 'billing' }, { severity: 'URGENT' }])(
    'with %j is taken incomplete, and what is missing is told',
    (plea) => {
      const draft = draftFrom(callurl, { workflow_id: 'wf_1', ...plea })
      expect(draft.conversation?.plea?.missing).toEqual([
        'caller_id',
        'call_status',
        'structured_fields',
        'webhook_url',
      ])
      expect(draft.flags).toContain('needs_human')
    },
  )

  test('with a severity below urgent and no reason is not taken incomplete', () => {
    expect(problemsFrom(callurl, { workflow_id: 'wf_1', severity: 'high' })).toContain('caller_id required')
  })
})

describe('a note', () => {
  test('names nobody, so an equal one is no duplicate; one that names somebody may be', () => {
    expect(leadFrom(callurl, NOTE).namesNobody).toBe(true)
    expect(leadFrom(callurl, { ...NOTE, caller_name: 'Ann' }).namesNobody).toBeUndefined()
    expect(leadFrom(callurl, { ...NOTE, caller_id: 'x' }).namesNobody).toBeUndefined()
  })

  test('lacks nothing, whatever the workflow', () => {
    const endpoint = schema({ name: 'party_size', type: 'number', required: true })
    expect(draftFrom(callurl, NOTE, endpoint).conversation?.plea?.missing).toEqual([])
    expect(draftFrom(callurl, { severity: 'high', notify: 'slack' }).conversation?.plea).toMatchObject({
      reason: 'high',
      notify: ['slack'],
    })
  })

  test('that only says something to the caller is none', () => {
    expect(problemsFrom(callurl, { caller_message: 'Bye' })).toHaveLength(5)
  })

  test('asks for ways that exist, and others are kept', () => {
    const pleaOf = (notify: unknown) => draftFrom(callurl, { ...NOTE, notify })
    expect(pleaOf('Slack, SMS').conversation?.plea?.notify).toEqual(['slack', 'sms'])
    expect(pleaOf('["sms"]').conversation?.plea?.notify).toEqual(['sms'])
    expect(pleaOf(['pager']).fields).toEqual([{ name: 'notify', value: ['pager'] }])
  })

  test.for([
    [{ handoff_reason: 'emergency_or_sensitive_request' }, true],
    [{ handoff_reason: 'model_error' }, true],
    [{ handoff_reason: 'question', severity: 'urgent' }, true],
    [{ handoff_reason: 'refund' }, true],
    [{ handoff_reason: 'question', severity: 'high' }, false],
  ] as const)('%j is sensitive: %s', ([note, sensitive]) => {
    const { flags } = draftFrom(callurl, note, { settings: { sensitive_reasons: 'refund' } })
    expect(flags.includes('sensitive')).toBe(sensitive)
  })
})

describe('what the caller is told', () => {
  const settings = { 'caller_message.refund': 'For refunds', caller_message: 'For all' }
  const told = (payload: object, endpoint = { settings: {} }) =>
    leadFrom(callurl, { ...payload }, endpoint).says?.caller_message

  test('is what the payload says, else what the reason’s setting does, else the endpoint’s', () => {
    expect(told({ ...NOTE, caller_message: 'Mine', handoff_reason: 'refund' }, { settings })).toBe('Mine')
    expect(told({ ...NOTE, handoff_reason: 'refund' }, { settings })).toBe('For refunds')
    expect(told(NOTE, { settings })).toBe('For all')
    expect(told(RESULT, { settings })).toBe('For all')
  })

  test('commits to nothing where nobody said what', () => {
    expect(told(NOTE)).not.toMatch(/will|shall|minutes|soon|call you|back|promise|today/i)
  })
})
