import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Mapping } from '../../src/handoff/mapping/index.ts'
import { HUBSPOT, type HubSpot, startHubSpot } from '../stand-ins/hubspot.ts'
import { createClock } from '../stand-ins/vendor.ts'
import { ARRIVED } from '../support/leads.ts'
import { dialogue } from './dialogue.ts'
import { bodyNumber, everyThird, sendHundredTwice } from './hundred.ts'
import { Sender } from './sender.ts'

const NO_EMAIL: Mapping = { phone: { $from: 'phone' }, lastname: { $last: 'name' } }
let hubspot: HubSpot
let opened: Sender[] = []

beforeEach(async () => {
  hubspot = await startHubSpot(createClock(ARRIVED))
})
afterEach(async () => {
  await Promise.all(opened.map(({ courier }) => courier.close()))
  opened = []
  await hubspot.close()
})

function sender(settings: Record<string, string> = {}, mapping: Mapping | null = null): Sender {
  const all = { base_url: hubspot.url, token: HUBSPOT.token, ...settings }
  const made = new Sender({ destination: { kind: 'hubspot', settings: all, mapping } }, hubspot.clock)
  opened.push(made)
  return made
}

describe('a hundred leads, sent and replayed, while every third answer is lost, are a hundred contacts', () => {
  test.each([
    ['found by a property of the account', { id_property: HUBSPOT.leadId }, null],
    ['found by e-mail', { id_property: 'email' }, null],
    ['told apart by HubSpot', {}, null],
    ['without e-mail', {}, NO_EMAIL],
  ])('%s', async (_how, settings, mapping) => {
    const lost = everyThird()
    hubspot.trouble(() => (lost() ? 'answer lost' : null))
    await sendHundredTwice(sender(settings, mapping), (ms) => hubspot.clock.turn(ms))
    expect(hubspot.contacts).toHaveLength(100)
  })
})

describe('a lead without e-mail', () => {
  it('that HubSpot may have taken is looked for, and no other is made before the search can show it', async () => {
    const one = sender({}, NO_EMAIL)
    hubspot.trouble(() => 'answer lost')
    expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'transient' })
    hubspot.trouble(() => null)
    const early = await one.try(bodyNumber(1))
    expect(early).toMatchObject({ class: 'transient', hint: expect.stringContaining('may have made this contact') })
    hubspot.clock.turn(40_000)
    expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'delivered', remote: { id: hubspot.contacts[0]?.id } })
    expect(hubspot.contacts).toHaveLength(1)
  })

  it('is not taken for somebody else with the same number', async () => {
    const one = sender({}, NO_EMAIL)
    hubspot.trouble(() => 'request lost')
    await one.try(bodyNumber(1, { phone: '+1 415 555 0000' }))
    hubspot.trouble(() => null)
    await one.try(bodyNumber(2, { phone: '+1 415 555 0000' }))
    hubspot.clock.turn(40_000)
    expect(await one.try(bodyNumber(1, { phone: '+1 415 555 0000' }))).toMatchObject({ class: 'delivered' })
    expect(hubspot.contacts.map(({ properties }) => properties.lastname)).toEqual(['Doe2', 'Doe1'])
  })

  it('that was refused for certain is sent again without a search', async () => {
    const one = sender({}, NO_EMAIL)
    hubspot.trouble(() => ({ status: 429, json: { policyName: 'TEN_SECONDLY_ROLLING' } }))
    await one.try(bodyNumber(1))
    hubspot.trouble(() => null)
    await one.try(bodyNumber(1))
    expect(hubspot.calls.map(({ path }) => path.at(-1))).toEqual(['contacts', 'contacts'])
  })
})

it('somebody whom the account knows already is changed, and gets the lead id', async () => {
  hubspot.contacts.push({ id: '77', properties: { email: 'jane1@acme.example', jobtitle: 'CTO' }, createdAt: ARRIVED })
  for (const settings of [{}, { id_property: HUBSPOT.leadId }]) {
    const fate = await sender(settings).try(bodyNumber(1))
    expect(fate).toEqual({ class: 'delivered', error: null, hint: null, remote: { id: '77', link: null } })
  }
  expect(hubspot.contacts).toHaveLength(1)
  expect(hubspot.contacts[0]?.properties).toMatchObject({
    jobtitle: 'CTO',
    lastname: 'Doe1',
    [HUBSPOT.leadId]: 'lead_1',
  })
})

it('a contact that was deleted there is made anew', async () => {
  const one = sender()
  await one.try(bodyNumber(1))
  hubspot.contacts.length = 0
  expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'delivered', remote: { id: hubspot.contacts[0]?.id } })
})

it('values go as text, and a property that the account has not is told in the words of HubSpot', async () => {
  const mapping = { email: { $from: 'email' }, jobtitle: { $from: 'score' }, budget: 5 }
  expect(await sender({}, mapping).try(bodyNumber(1))).toMatchObject({
    class: 'permanent',
    hint: expect.stringMatching(/property is not known there.*It said: “Property values were not valid.*budget/),
  })
  expect(hubspot.calls[0]?.json).toMatchObject({ properties: { jobtitle: '92', budget: '5' } })
})

it('a wrong token is told as such', async () => {
  expect(await sender({ token: 'wrong-token' }).try(bodyNumber(1))).toMatchObject({
    class: 'misconfigured',
    hint: expect.stringMatching(/--set token=….*Authentication credentials not found/),
  })
})

describe('what HubSpot answers', () => {
  const settings = { token: 'pat-1', id_property: 'email' }
  const batch = (category: string) => ({
    status: 'COMPLETE',
    results: [],
    numErrors: 1,
    errors: [{ category, message: 'Because.' }],
  })
  const now = new Date('2026-03-02T21:00:00Z')

  test.each([
    [200, { results: [{ id: '5', new: true }] }, { class: 'delivered', remote: { id: '5', link: null } }],
    [200, { status: 'COMPLETE' }, { class: 'delivered' }],
    [200, batch('VALIDATION_ERROR'), { class: 'permanent', hint: expect.stringContaining('“Because.”') }],
    [207, batch('VALIDATION_ERROR'), { class: 'permanent', error: 'the answer holds an error' }],
    [207, batch('RATE_LIMITS'), { class: 'transient', waitMs: 10_000 }],
    [207, batch('MISSING_SCOPES'), { class: 'misconfigured', hint: expect.stringContaining('scopes') }],
    [207, batch('constructor'), { class: 'permanent' }],
    [200, '<html>', { class: 'misconfigured', hint: expect.stringContaining('base_url') }],
    [403, { category: 'MISSING_SCOPES' }, { class: 'misconfigured', hint: expect.stringContaining('scopes') }],
    [429, { policyName: 'DAILY' }, { class: 'transient', waitMs: 3 * 3_600_000 }],
    [429, { policyName: 'TEN_SECONDLY_ROLLING' }, { class: 'transient', waitMs: 10_000 }],
    [429, '', { class: 'transient', waitMs: 10_000 }],
    [409, { category: 'CONFLICT', message: 'Another one.' }, { class: 'permanent' }],
    [477, {}, { class: 'transient' }],
    [503, '', { class: 'transient' }],
  ])('%i with %j is %j', (status, body, fate) => {
    const scene = { destination: { kind: 'hubspot', settings }, body: bodyNumber(1), now }
    expect(dialogue(scene, [{ status, body }]).fate).toMatchObject(fate)
  })

  it('an answer that broke off leaves open what was made, so it is asked again', () => {
    const scene = { destination: { kind: 'hubspot', settings }, body: bodyNumber(1) }
    const reply = {
      kind: 'answered',
      status: 201,
      headers: {},
      body: '{"id":"5',
      bodyCut: true,
      phases: { total: 1 },
    } as const
    expect(dialogue(scene, [reply]).fate).toMatchObject({ class: 'transient' })
  })
})
