import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Mapping } from '../../src/handoff/mapping/index.ts'
import { SALESFORCE, type Salesforce, startSalesforce } from '../stand-ins/salesforce.ts'
import { createClock } from '../stand-ins/vendor.ts'
import { dialogue } from './dialogue.ts'
import { bodyNumber, everyThird, sendHundredTwice } from './hundred.ts'
import { Sender } from './sender.ts'

let salesforce: Salesforce
let opened: Sender[] = []

beforeEach(async () => {
  salesforce = await startSalesforce()
})
afterEach(async () => {
  await Promise.all(opened.map(({ courier }) => courier.close()))
  opened = []
  await salesforce.close()
})

function settings(more: Record<string, string> = {}): Record<string, string> {
  const { clientId, clientSecret } = SALESFORCE
  return { base_url: salesforce.url, client_id: clientId, client_secret: clientSecret, ...more }
}

function sender(more: Record<string, string> = {}, mapping: Mapping | null = null): Sender {
  const made = new Sender({ destination: { kind: 'salesforce', settings: settings(more), mapping } }, createClock())
  opened.push(made)
  return made
}

const verbs = () =>
  salesforce.calls.map(({ method, path }) => `${method} ${path.includes('token') ? 'token' : 'record'}`)

it('a hundred leads, sent and replayed, while every third answer is lost, are a hundred records and one session', async () => {
  const lost = everyThird()
  salesforce.trouble(({ path }) => (!path.includes('token') && lost() ? 'answer lost' : null))
  await sendHundredTwice(sender(), () => {})
  expect(salesforce.leads).toHaveLength(100)
  expect(salesforce.tokens.size).toBe(1)
})

it('a record is made with what the preset says, and its link leads there', async () => {
  const fate = await sender().try(bodyNumber(1))
  const [lead] = salesforce.leads
  expect(lead).toMatchObject({ externalId: 'lead_1', fields: { LastName: 'Doe1', Company: 'Acme', Rating: 'Hot' } })
  expect(fate).toMatchObject({ class: 'delivered', remote: { id: lead?.Id, link: `${salesforce.url}/${lead?.Id}` } })
})

describe('an update that does not say which record it was', () => {
  it('keeps the id that is known', async () => {
    const one = sender()
    await one.try(bodyNumber(1))
    expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'delivered', remote: { id: salesforce.leads[0]?.Id } })
    expect(verbs()).toEqual(['POST token', 'PATCH record', 'PATCH record'])
  })

  it('has its record asked for where nobody has heard of it', async () => {
    const one = sender()
    salesforce.trouble(({ method }) => (method === 'PATCH' ? 'answer lost' : null))
    await one.try(bodyNumber(1))
    salesforce.trouble(() => null)
    expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'delivered', remote: { id: salesforce.leads[0]?.Id } })
    expect(verbs().at(-1)).toBe('GET record')
  })
})

it('a session that ended is renewed once, within the same try', async () => {
  const one = sender()
  await one.try(bodyNumber(1))
  salesforce.tokens.clear()
  expect(await one.try(bodyNumber(2))).toMatchObject({ class: 'delivered' })
  expect(verbs().slice(2)).toEqual(['PATCH record', 'POST token', 'PATCH record'])
  salesforce.trouble(({ path }) =>
    path.includes('token')
      ? null
      : { status: 401, json: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired' }] },
  )
  expect(await one.try(bodyNumber(3))).toMatchObject({ class: 'misconfigured' })
  expect(verbs().slice(5)).toEqual(['PATCH record', 'POST token', 'PATCH record'])
})

describe('what stands against a record is told in the words of Salesforce', () => {
  test.each<[string, Mapping, RegExp]>([
    ['a missing field', { FirstName: 'Jane' }, /Required fields are missing: \[LastName, Company\]/],
    ['an unknown field', { LastName: 'Doe', Company: 'Acme', Budget__c: '5' }, /No such column 'Budget__c'/],
    ['a long text', { LastName: 'x'.repeat(81), Company: 'Acme' }, /data value too large \(max length=80\)/],
  ])('%s', async (_what, mapping, words) => {
    expect(await sender({}, mapping).try(bodyNumber(1))).toMatchObject({
      class: 'permanent',
      hint: expect.stringMatching(words),
    })
  })

  it('a duplicate rule', async () => {
    salesforce.refuseDuplicates(true)
    await sender().try(bodyNumber(1))
    expect(await sender().try(bodyNumber(2, { email: 'jane1@acme.example' }))).toMatchObject({
      class: 'permanent',
      hint: expect.stringMatching(/duplicate rule.*Use one of these records\?/),
    })
  })

  it('several records with one lead id', async () => {
    for (const Id of ['00Q1', '00Q2']) salesforce.leads.push({ Id, externalId: 'lead_1', fields: {} })
    expect(await sender().try(bodyNumber(1))).toMatchObject({
      class: 'permanent',
      hint: expect.stringContaining('merge'),
    })
  })

  it('a field of lead ids that is not there', async () => {
    expect(await sender({ external_id_field: 'Other__c' }).try(bodyNumber(1))).toMatchObject({
      class: 'misconfigured',
      hint: expect.stringMatching(/external_id_field.*Provided external ID field does not exist.*Other__c/),
    })
  })

  it('a wrong secret, which is told to nobody', async () => {
    expect(await sender({ client_secret: 'not-the-one' }).try(bodyNumber(1))).toMatchObject({
      class: 'misconfigured',
      hint: expect.stringMatching(/check client_id, client_secret.*invalid client credentials/),
    })
    expect(verbs()).toEqual(['POST token'])
  })
})

it('the ids stand in the address, never in the body, whatever the mapping says', async () => {
  const mapping = { LastName: 'Doe', Company: 'Acme', id: '1', external_lead_id__c: 'x' }
  expect(await sender({}, mapping).try(bodyNumber(1))).toMatchObject({ class: 'delivered' })
  expect(salesforce.calls.at(-1)?.json).toEqual({ LastName: 'Doe', Company: 'Acme' })
})

describe('what Salesforce answers', () => {
  const token = JSON.stringify({ access: 'abc', instance: 'https://acme.my.salesforce.com' })
  const error = (errorCode: string, message = 'Because.') => [{ errorCode, message, fields: [] }]

  test.each([
    [403, error('REQUEST_LIMIT_EXCEEDED'), 'transient'],
    [403, error('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY'), 'misconfigured'],
    [400, error('UNABLE_TO_LOCK_ROW'), 'transient'],
    [
      400,
      error('DUPLICATE_VALUE', 'duplicate value found: External_Lead_Id__c duplicates value on record'),
      'transient',
    ],
    [400, error('DUPLICATE_VALUE', 'duplicate value found: Email__c duplicates value on record'), 'permanent'],
    [400, error('constructor'), 'permanent'],
    [400, 'no JSON', 'permanent'],
    [503, error('SERVER_UNAVAILABLE'), 'transient'],
    [500, '', 'transient'],
    [200, { id: '00Q000000000001AAA', success: true, errors: [], created: false }, 'delivered'],
    [200, '<html>', 'misconfigured'],
  ])('%i with %j is %s', (status, body, expected) => {
    const scene = { destination: { kind: 'salesforce', settings: settings() }, body: bodyNumber(1), token }
    expect(dialogue(scene, [{ status, body }]).fate).toMatchObject({ class: expected })
  })
})
