import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Mapping } from '../../src/handoff/mapping/index.ts'
import { AIRTABLE, type Airtable, startAirtable } from '../stand-ins/airtable.ts'
import { createClock } from '../stand-ins/vendor.ts'
import { dialogue } from './dialogue.ts'
import { bodyNumber, everyThird, sendHundredTwice } from './hundred.ts'
import { Sender } from './sender.ts'

const SETTINGS = { token: AIRTABLE.token, base_id: AIRTABLE.base, table_id: AIRTABLE.table }
let airtable: Airtable
let opened: Sender[] = []

beforeEach(async () => {
  airtable = await startAirtable()
})
afterEach(async () => {
  await Promise.all(opened.map(({ courier }) => courier.close()))
  opened = []
  await airtable.close()
})

function sender(settings: Record<string, string> = {}, mapping: Mapping | null = null): Sender {
  const all = { base_url: airtable.url, ...SETTINGS, ...settings }
  const made = new Sender({ destination: { kind: 'airtable', settings: all, mapping } }, createClock())
  opened.push(made)
  return made
}

it('a hundred leads, sent and replayed, while every third answer is lost, are a hundred rows', async () => {
  const lost = everyThird()
  airtable.trouble(() => (lost() ? 'answer lost' : null))
  await sendHundredTwice(sender(), () => {})
  expect(airtable.rows).toHaveLength(100)
})

it('a row is made with what the preset says, new options too, and its link leads there', async () => {
  const fate = await sender().try(bodyNumber(1))
  const [row] = airtable.rows
  expect(row?.fields).toMatchObject({ 'Lead ID': 'lead_1', Name: 'Jane Doe1', Score: 92, Status: 'New' })
  const link = `https://airtable.com/${AIRTABLE.base}/${AIRTABLE.table}/${row?.id}`
  expect(fate).toEqual({ class: 'delivered', error: null, hint: null, remote: { id: row?.id, link } })
  await sender({}, { Name: 'Jane', Status: 'Never seen', Score: '17' }).try(bodyNumber(1))
  expect(airtable.rows).toHaveLength(1)
  expect(row?.fields).toMatchObject({ Status: 'Never seen', Score: 17, Email: 'jane1@acme.example' })
})

it('the lead id goes into the column that was chosen, whatever the mapping says, and into no other', async () => {
  airtable.columns.set('Reference', 'text')
  airtable.columns.delete('Lead ID')
  for (const mapping of [null, { Name: 'Jane', Reference: 'mine' }]) {
    expect(await sender({ merge_field: 'Reference' }, mapping).try(bodyNumber(1))).toMatchObject({ class: 'delivered' })
  }
  expect(airtable.rows.map(({ fields }) => fields.Reference)).toEqual(['lead_1'])
})

describe('what stands against a row is told in the words of Airtable', () => {
  test.each<[string, Record<string, string>, Mapping | null, object]>([
    [
      'a column that is not there',
      {},
      { Budget: 5 },
      { class: 'permanent', hint: expect.stringMatching(/a column is not there.*Unknown field name: "Budget"/) },
    ],
    [
      'a value that does not fit',
      {},
      { Score: 'many' },
      { class: 'permanent', hint: expect.stringMatching(/Field "Score" cannot accept/) },
    ],
    [
      'a wrong token',
      { token: 'patWrong' },
      null,
      { class: 'misconfigured', hint: expect.stringMatching(/--set token=…/) },
    ],
    [
      'another base',
      { base_id: 'appOther' },
      null,
      { class: 'misconfigured', hint: expect.stringMatching(/base_id and table_id/) },
    ],
  ])('%s', async (_what, settings, mapping, fate) => {
    expect(await sender(settings, mapping).try(bodyNumber(1))).toMatchObject(fate)
    expect(airtable.rows).toHaveLength(0)
  })

  it('several rows with one lead id', async () => {
    for (const id of ['rec1', 'rec2']) airtable.rows.push({ id, fields: { 'Lead ID': 'lead_1' } })
    expect(await sender().try(bodyNumber(1))).toMatchObject({
      class: 'permanent',
      hint: expect.stringMatching(/several rows have this lead id.*more than one record matches/),
    })
  })
})

test.each([
  [429, '', { class: 'transient', waitMs: 30_000 }],
  [404, { error: 'NOT_FOUND' }, { class: 'misconfigured', hint: expect.stringContaining('“NOT_FOUND”') }],
  [413, '', { class: 'permanent' }],
  [503, '', { class: 'transient' }],
  [200, { records: [{ id: 'rec1' }] }, { class: 'delivered', remote: { id: 'rec1' } }],
  [200, { records: [] }, { class: 'delivered' }],
  [200, 'Welcome', { class: 'misconfigured', hint: expect.stringContaining('base_url') }],
])('%i with %j is %j', (status, body, fate) => {
  const scene = { destination: { kind: 'airtable', settings: SETTINGS }, body: bodyNumber(1) }
  expect(dialogue(scene, [{ status, body }]).fate).toMatchObject(fate)
})
