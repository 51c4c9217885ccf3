import { describe, expect, test } from 'vitest'
import type { EndpointAuth } from '../../src/lead/endpoint.ts'
import { checkEndpoint, schemeOf } from '../../src/sources/check-endpoint.ts'
import { FieldMapSchema } from '../../src/sources/field-map.ts'
import { sourceNamed } from '../../src/sources/index.ts'
import { Workflow } from '../../src/sources/workflow.ts'
import { agentflow } from '../../src/wire/scheme.ts'
import { NO_SETTINGS } from '../support/endpoints.ts'

const check = (source: string, asked: object) =>
  checkEndpoint(sourceNamed(source), { ...NO_SETTINGS, auth: 'signature', ...asked })

test.for([
  ['agentflow', 'hmac'],
  ['leadflo', 'none'],
  ['leadflo', 'url'],
  ['callurl', 'bearer'],
  ['callurl', 'hmac'],
  ['generic', 'basic'],
  ['generic', 'none'],
] as const)('%s takes the auth %s', ([source, auth]) => expect(() => check(source, { auth })).not.toThrow())

test.for(['agentflow', 'zapito', 'callurl', 'standard-webhooks'])('%s can sign, so it must', (source) => {
  expect(() => check(source, { auth: 'none' })).toThrow(`The source ${source} has no auth "none". It takes: signature`)
})

test('an unknown setting is told beside the known ones', () => {
  expect(() => check('zapito', { settings: { dorp: 'x' } })).toThrow(
    'The source zapito does not take the setting "dorp". It takes: drop, sensitive_reasons, callback.',
  )
  expect(() => check('callurl', { settings: { 'caller_message.refund': 'x', caller_message: 'y' } })).not.toThrow()
  expect(() => check('callurl', { settings: { 'caller_message.': 'x' } })).toThrow('caller_message.<reason>')
})

test('maps and schemas are only for those who read them', () => {
  expect(() => check('agentflow', { map: { name: 'x' } })).toThrow('The source agentflow takes no map.')
  expect(() => check('generic', { schema: Workflow.parse({ fields: [{ name: 'x' }] }) })).toThrow('takes no schema')
  expect(() => check('generic', { map: { name: 'x' } })).not.toThrow()
})

describe('a generic signature', () => {
  const of = (settings: Record<string, string>, auth: EndpointAuth = 'hmac') =>
    schemeOf(sourceNamed('generic'), { auth, settings })

  test('is AgentFlow’s where nothing is said', () => {
    expect([of({}), of({}, 'signature')]).toEqual([agentflow, agentflow])
  })

  test('has the parts that the settings name', () => {
    const settings = { header: 'X-Sig', prefix: 'sha1=', algorithm: 'sha1', encoding: 'base64', id_header: 'X-Id' }
    expect(
      of({ ...settings, timestamp_header: 'X-Time', timestamp_unit: 'ms', signed: 'v0:{id}:{ts}:{body}' }),
    ).toEqual({
      kind: 'hmac',
      algorithm: 'sha1',
      encoding: 'base64',
      header: 'x-sig',
      format: { kind: 'prefix', prefix: 'sha1=' },
      signed: 'v0:{id}:{ts}:{body}',
      timestamp: { header: 'x-time', unit: 'ms' },
      idHeader: 'x-id',
      key: 'text',
    })
    expect(of({ header: 'X-Sig' })).toMatchObject({ signed: '{body}', format: { prefix: '' } })
    expect(of({ header: 'X-Sig', timestamp_header: 'X-Time' })).toMatchObject({ signed: '{ts}.{body}' })
  })

  test.for([
    [{ prefix: 'x=' }, 'header: '],
    [{ header: 'X Sig' }, 'header: must be the name of a header'],
    [{ header: 'X-Sig', algorithm: 'md5' }, 'algorithm: '],
    [{ header: 'X-Sig', signed: '{ts}', timestamp_header: 'X-Time' }, 'signed: must hold {body}'],
    [{ header: 'X-Sig', signed: '{ts}.{body}' }, 'signed: holds {ts} where timestamp_header is set'],
    [
      { header: 'X-Sig', signed: '{body}', timestamp_header: 'X-Time' },
      'signed: holds {ts} where timestamp_header is set',
    ],
    [{ header: 'X-Sig', signed: '{body}{secret}' }, 'signed: may hold {body}'],
    [{ header: 'X-Sig', id_header: 'X-Id' }, 'signed: holds {id} where id_header is set'],
  ] as const)('%j makes none', ([settings, problem]) => {
    expect(() => check('generic', { auth: 'hmac', settings })).toThrow(problem)
  })

  test('a secret in a header needs the header’s name', () => {
    expect(() => check('generic', { auth: 'header' })).toThrow('header: ')
    expect(of({ header: 'X-Api-Key' }, 'header')).toEqual({ kind: 'header', header: 'x-api-key' })
  })
})

test('a field map has paths that lead somewhere', () => {
  for (const path of ['a.b.0', 'a\\.b', ['a', 'b'], { join: ['a', 'b'] }]) {
    expect(FieldMapSchema.safeParse({ name: path }).success).toBe(true)
  }
  for (const path of ['', 'a..b', '.a', 'a.', [], {}, { join: [] }, { join: ['a'], by: '-' }, 7, null]) {
    expect(FieldMapSchema.safeParse({ name: path }).success).toBe(false)
  }
  expect(FieldMapSchema.safeParse({}).success).toBe(false)
  expect(FieldMapSchema.safeParse(JSON.parse('{"__proto__":"a"}')).success).toBe(false)
})

test('a workflow names each of its fields once', () => {
  expect(Workflow.parse({ fields: [{ name: 'x' }] })).toEqual({
    outcome: null,
    fields: [{ name: 'x', type: 'text', required: false, description: '' }],
  })
  expect(Workflow.safeParse({ fields: [{ name: 'x' }, { name: 'x' }] }).success).toBe(false)
  expect(Workflow.safeParse({ fields: [] }).success).toBe(false)
})
