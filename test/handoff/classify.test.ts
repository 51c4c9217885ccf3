import { describe, expect, it } from 'vitest'
import { classify, withEgressIps } from '../../src/handoff/classify.ts'
import type { FailureCause, Reply } from '../../src/wire/reply.ts'

function answered(status: number, body = ''): Reply {
  return { kind: 'answered', status, headers: {}, body, bodyCut: false, phases: { total: 1 } }
}

function failed(cause: FailureCause): Reply {
  return { kind: 'failed', cause, message: 'It did not work.', phases: { total: 1 } }
}

describe('an answer', () => {
  it.each([200, 201, 202, 204, 299])('%i is delivered, whatever its body says', (status) => {
    expect(classify(answered(status, '{"error":"no"}'))).toEqual({ class: 'delivered', error: null, hint: null })
  })

  it.each([
    [408, 'transient'],
    [425, 'transient'],
    [429, 'transient'],
    [500, 'transient'],
    [502, 'transient'],
    [503, 'transient'],
    [599, 'transient'],
    [301, 'misconfigured'],
    [304, 'misconfigured'],
    [308, 'misconfigured'],
    [401, 'misconfigured'],
    [403, 'misconfigured'],
    [404, 'misconfigured'],
    [405, 'misconfigured'],
    [400, 'permanent'],
    [409, 'permanent'],
    [413, 'permanent'],
    [415, 'permanent'],
    [418, 'permanent'],
    [422, 'permanent'],
    [410, 'gone'],
  ] as const)('%i is %s, with the status and a hint', (status, expected) => {
    const judged = classify(answered(status))
    expect(judged).toMatchObject({ class: expected, error: `answered ${status}` })
    expect(judged.hint).toMatch(/\w/)
  })

  it.each([401, 403])('%i points at the Authorization header', (status) => {
    expect(classify(answered(status)).hint).toContain('Authorization header')
  })

  it.each([400, 422])('%i points at required fields', (status) => {
    expect(classify(answered(status)).hint).toContain('required field')
  })
})

describe('a request without an answer', () => {
  it.each([
    ['dns', 'transient'],
    ['connect', 'transient'],
    ['timeout', 'transient'],
    ['reset', 'transient'],
    ['too_large', 'transient'],
    ['protocol', 'transient'],
    ['unknown_host', 'misconfigured'],
    ['tls', 'misconfigured'],
    ['refused_address', 'permanent'],
  ] as const)('for %s is %s, in the words of whoever tried', (cause, expected) => {
    const judged = classify(failed(cause))
    expect(judged).toMatchObject({ class: expected, error: 'It did not work.' })
    expect(judged.hint).toMatch(/\w/)
  })
})

describe('the hint names the addresses that we come from', () => {
  const hintFor = (reply: Reply, egressIps: string) => withEgressIps(classify(reply), reply, egressIps).hint

  it.each(['connect', 'timeout', 'reset'] as const)('for %s, where they are known', (cause) => {
    expect(hintFor(failed(cause), '203.0.113.7')).toMatch(/; we come from 203\.0\.113\.7$/)
    expect(hintFor(failed(cause), '')).not.toContain('we come from')
  })

  it('never to whoever answered', () => expect(hintFor(answered(500), '203.0.113.7')).not.toContain('we come from'))
})

describe('the hint carries the receiver’s own words', () => {
  it.each([
    ['{"message":"Property values were not valid"}', 'Property values were not valid'],
    ['{"status":"error","error":{"message":"email is required"}}', 'email is required'],
    ['{"errors":[{"code":7,"detail":"LastName missing"}]}', 'LastName missing'],
    ['[{"errorCode":"X","message":"bad\\nvalue"}]', 'bad value'],
    ['{"error":"invalid_token","error_description":"The token expired"}', 'The token expired'],
    [
      JSON.stringify({ message: 'Not valid: [{"isValid":false,"message":"Property \\"team\\" does not exist"}]' }),
      'Not valid: Property "team" does not exist',
    ],
    ['{"message":"Not valid: [{\\"cut off"}', 'Not valid: \\[{"cut off'],
    ['  required: email\r\n', 'required: email'],
    ['"nope"', 'nope'],
  ])('%s', (body, words) => {
    expect(classify(answered(422, body)).hint).toMatch(new RegExp(`\\. It said: “${words}”$`))
  })

  it.each(['', '   ', '<!doctype html><title>Oops</title>', '{"id":7}', '{"message":', '[]', '{"error":{}}'])(
    'unless there are none for people: %s',
    (body) => expect(classify(answered(422, body)).hint).not.toContain('It said'),
  )

  it('in 200 characters at most, none of them broken, however deep or long the answer is', () => {
    const long = classify(answered(400, '😀'.repeat(5000))).hint ?? ''
    expect(long).toMatch(/“😀{200}”$/u)
    expect(classify(answered(400, '['.repeat(20_000))).hint).not.toContain('It said')
    expect(classify(answered(400, `${'['.repeat(9)}"x"${']'.repeat(9)}`)).hint).not.toContain('It said')
  })
})
