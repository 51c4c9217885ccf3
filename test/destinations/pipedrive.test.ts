import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Mapping } from '../../src/handoff/mapping/index.ts'
import { PIPEDRIVE, type Pipedrive, startPipedrive } from '../stand-ins/pipedrive.ts'
import { createClock } from '../stand-ins/vendor.ts'
import { ARRIVED } from '../support/leads.ts'
import { dialogue } from './dialogue.ts'
import { bodyNumber, sendHundredTwice } from './hundred.ts'
import { Sender } from './sender.ts'

const SCORE_FIELD = 'd4de1c1518b4531717c676029a45911c340390a6'
let pipedrive: Pipedrive
let opened: Sender[] = []

beforeEach(async () => {
  pipedrive = await startPipedrive(createClock(ARRIVED))
})
afterEach(async () => {
  await Promise.all(opened.map(({ courier }) => courier.close()))
  opened = []
  await pipedrive.close()
})

function sender(settings: Record<string, string> = {}, mapping: Mapping | null = null): Sender {
  const all = { base_url: pipedrive.url, token: PIPEDRIVE.token, ...settings }
  const made = new Sender({ destination: { kind: 'pipedrive', settings: all, mapping } }, pipedrive.clock)
  opened.push(made)
  return made
}

const asked = () => pipedrive.calls.map(({ method, path }) => `${method} ${path.join('/')}`)
const turn = (ms: number) => pipedrive.clock.turn(ms)

describe('a hundred leads, sent and replayed, while every fifth answer is lost and searches lag', () => {
  test.each([
    ['with e-mail', {}],
    ['with nothing but a phone', { email: null }],
  ])('%s are a hundred persons with a lead each', async (_what, lead) => {
    let asked = 0
    pipedrive.trouble(() => (++asked % 5 === 0 ? 'answer lost' : null))
    await sendHundredTwice(sender(), turn, lead)
    expect(pipedrive.persons).toHaveLength(100)
    expect(new Set(pipedrive.leads.map(({ person_id }) => person_id)).size).toBe(100)
    expect(pipedrive.leads.map(({ origin_id }) => origin_id).toSorted()).toEqual(
      Array.from({ length: 100 }, (_, n) => `lead_${n}`).toSorted(),
    )
  })
})

/** A process that ends before that request leaves what it kept. */
test.each([
  [0, 0],
  [1, 40_000],
  [2, 40_000],
])('a try that ends before its request number %i is taken up where it was %i ms later', async (before, ms) => {
  const one = sender()
  let sent = 0
  pipedrive.trouble(() => (sent++ === before ? 'request lost' : null))
  await one.try(bodyNumber(1))
  turn(ms)
  expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'delivered' })
  expect([pipedrive.persons.length, pipedrive.leads.length]).toEqual([1, 1])
})

test.each(['persons', 'leads'])('what may have been made among the %s is waited for', async (what) => {
  const one = sender()
  pipedrive.trouble(({ method, path }) => (method === 'POST' && path.at(-1) === what ? 'answer lost' : null))
  expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'transient' })
  pipedrive.trouble(() => null)
  turn(5000)
  expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'transient', waitMs: 35_000 })
  turn(35_000)
  expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'delivered' })
  expect([pipedrive.persons.length, pipedrive.leads.length]).toEqual([1, 1])
})

describe('two leads of one new person, before the search shows that person', () => {
  const leads = [1, 2].map((n) => ({ ...bodyNumber(1), lead_id: `lead_twin_${n}`, handoff_id: `ho_twin_${n}` }))
  const [first = bodyNumber(1), second = bodyNumber(1)] = leads

  it('are one person with two leads', async () => {
    const one = sender()
    await one.try(first)
    turn(1000)
    expect(await one.try({ ...second, email: first.email?.toUpperCase() ?? null })).toMatchObject({
      class: 'delivered',
    })
    expect([pipedrive.persons.length, pipedrive.leads.length]).toEqual([1, 2])
  })

  it.each([0, 40_000])('are one person also with the phone alone, spelled another way %i ms later', async (ms) => {
    const one = sender()
    await one.try({ ...first, email: null, phone: '+1 (415) 555-1001' })
    turn(ms)
    expect(await one.try({ ...second, email: null, phone: '+14155551001' })).toMatchObject({ class: 'delivered' })
    await one.try({ ...second, lead_id: 'lead_other', handoff_id: 'ho_other', email: null, phone: '+1 212 555 1001' })
    expect(pipedrive.persons.map(({ phones }) => phones?.[0]?.value)).toEqual(['+1 (415) 555-1001', '+1 212 555 1001'])
    expect(pipedrive.leads).toHaveLength(3)
  })

  it('wait for each other while the person may have been made', async () => {
    const one = sender()
    pipedrive.trouble(({ method, path }) => (method === 'POST' && path.at(-1) === 'persons' ? 'answer lost' : null))
    await one.try(first)
    pipedrive.trouble(() => null)
    expect(await one.try(second)).toMatchObject({
      class: 'transient',
      error: 'this person is being made for another lead',
    })
    turn(40_000)
    expect(await one.try(first)).toMatchObject({ class: 'delivered' })
    expect(await one.try(second)).toMatchObject({ class: 'delivered' })
    expect([pipedrive.persons.length, pipedrive.leads.length]).toEqual([1, 2])
  })
})

it('a later event changes the lead and its person, and says nothing of its addresses', async () => {
  const mapping: Mapping = {
    person: {
      name: { $from: 'name' },
      emails: { '$pipedrive.email': { $from: 'email' } },
      custom_fields: { [SCORE_FIELD]: { $from: 'score' } },
    },
    lead: { title: { $from: 'company' } },
  }
  const one = sender({}, mapping)
  await one.try(bodyNumber(1))
  pipedrive.persons[0]?.emails?.push({ value: 'private@jane.example' })
  const fate = await one.try({ ...bodyNumber(1), handoff_id: 'ho_later', company: 'Acme Ltd', score: 12 })
  const id = pipedrive.leads[0]?.id
  expect(fate).toMatchObject({ class: 'delivered', remote: { id, link: `${pipedrive.url}/leads/inbox/${id}` } })
  expect(asked().slice(-2)).toEqual([`PATCH v1/leads/${id}`, 'PATCH api/v2/persons/1'])
  expect(pipedrive.leads).toMatchObject([{ title: 'Acme Ltd', origin_id: 'lead_1' }])
  expect(pipedrive.persons).toMatchObject([
    {
      custom_fields: { [SCORE_FIELD]: 12 },
      emails: [{ value: 'jane1@acme.example' }, { value: 'private@jane.example' }],
    },
  ])
})

it('somebody who is known there keeps the addresses that they have, and gets those that are missing', async () => {
  const emails = [{ value: 'Jane1@Acme.example' }, { value: 'jane@home.example' }]
  pipedrive.persons.push({ id: 1, name: 'J. Doe', emails, madeAt: new Date(0) })
  await sender().try(bodyNumber(1))
  expect(pipedrive.persons).toMatchObject([{ name: 'Jane Doe1', emails, phones: [{ value: '+1 415 555 1001' }] }])
  expect(pipedrive.leads).toMatchObject([{ person_id: 1, origin_id: 'lead_1' }])
})

it('a lead that was deleted there is made anew', async () => {
  const one = sender()
  await one.try(bodyNumber(1))
  turn(40_000)
  pipedrive.leads.length = 0
  expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'delivered' })
  expect(pipedrive.leads).toMatchObject([{ origin_id: 'lead_1', person_id: 1 }])
})

it('the lead says where it came from whatever the mapping says', async () => {
  const mapping: Mapping = { person: { name: 'Jane' }, lead: { title: 'Call', origin_id: 'mine', person_id: 99 } }
  await sender({}, mapping).try(bodyNumber(1))
  expect(pipedrive.leads).toMatchObject([{ origin_id: 'lead_1', person_id: 1 }])
})

it('a base_url that names a version of the API does, too', async () => {
  expect(await sender({ base_url: `${pipedrive.url}/api/v2/` }).try(bodyNumber(1))).toMatchObject({
    class: 'delivered',
  })
})

it('a token that is wrong is told as such', async () => {
  expect(await sender({ token: 'pd-wrong-token' }).try(bodyNumber(1))).toMatchObject({
    class: 'misconfigured',
    hint: expect.stringMatching(/--set token=….*unauthorized access/),
  })
})

describe('what Pipedrive answers', () => {
  const settings = { token: 'pd-1' }
  const scene = { destination: { kind: 'pipedrive', settings }, body: bodyNumber(1) }
  const said = (status: number, code?: string) => ({
    status,
    body: { success: false, error: 'Because.', error_info: '', data: null, code },
  })

  test.each([
    [said(400), { class: 'permanent', hint: expect.stringContaining('“Because.”') }],
    [said(401), { class: 'misconfigured', hint: expect.stringContaining('token') }],
    [said(402), { class: 'misconfigured' }],
    [said(403), { class: 'misconfigured' }],
    [said(403, 'feature_capping_deals_limit'), { class: 'permanent', hint: expect.stringMatching(/plan.*Because/) }],
    [said(404), { class: 'misconfigured' }],
    [
      { ...said(429), headers: { 'x-ratelimit-reset': '2' } },
      { class: 'transient', waitMs: 2000 },
    ],
    [said(429), { class: 'transient' }],
    [said(500), { class: 'transient' }],
    [
      { status: 200, body: '<html>' },
      { class: 'misconfigured', hint: expect.stringContaining('base_url') },
    ],
    [
      { status: 200, body: { success: true } },
      { class: 'misconfigured', hint: expect.stringContaining('base_url') },
    ],
  ])('%j at any step is %j', (reply, fate) => {
    const found = { status: 200, body: { data: { items: [{ item: { id: 7 } }] } } }
    const fine = [found, { status: 200, body: {} }, { status: 200, body: { data: [] } }]
    for (const steps of [0, 2, 3]) {
      expect(dialogue(scene, [...fine.slice(0, steps), reply]).fate).toMatchObject(fate)
    }
  })
})
