import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Mapping } from '../../src/handoff/mapping/index.ts'
import { NOTION, type Notion, plain, startNotion } from '../stand-ins/notion.ts'
import { createClock } from '../stand-ins/vendor.ts'
import { ARRIVED } from '../support/leads.ts'
import { dialogue } from './dialogue.ts'
import { bodyNumber, everyThird, sendHundredTwice } from './hundred.ts'
import { Sender } from './sender.ts'

let notion: Notion
let opened: Sender[] = []

beforeEach(async () => {
  notion = await startNotion(createClock(ARRIVED))
})
afterEach(async () => {
  await Promise.all(opened.map(({ courier }) => courier.close()))
  opened = []
  await notion.close()
})

function sender(settings: Record<string, string> = {}, mapping: Mapping | null = null): Sender {
  const all = { base_url: notion.url, token: NOTION.token, data_source_id: NOTION.dataSource, ...settings }
  const made = new Sender({ destination: { kind: 'notion', settings: all, mapping } }, notion.clock)
  opened.push(made)
  return made
}

const asked = () => notion.calls.map(({ method, path }) => `${method} ${path.slice(1).join('/')}`)
const QUERY = `POST data_sources/${NOTION.dataSource}/query`

it('a hundred leads, sent and replayed, while every third answer is lost and searches lag, are a hundred pages', async () => {
  const lost = everyThird()
  notion.trouble(() => (lost() ? 'answer lost' : null))
  await sendHundredTwice(sender(), (ms) => notion.clock.turn(ms))
  const ids = notion.pages.map(({ properties }) => plain(properties['Lead ID']))
  expect(ids.toSorted()).toEqual(Array.from({ length: 100 }, (_, n) => `lead_${n}`).toSorted())
})

it('a page that may have been made is waited for, as long as the search may miss it', async () => {
  const one = sender()
  notion.trouble(({ path }) => (path.at(-1) === 'pages' ? 'answer lost' : null))
  expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'transient' })
  notion.trouble(() => null)
  notion.clock.turn(5000)
  expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'transient', waitMs: 35_000 })
  notion.clock.turn(35_000)
  const [page] = notion.pages
  const remote = { id: page?.id, link: `https://www.notion.so/${page?.id.replaceAll('-', '')}` }
  expect(await one.try(bodyNumber(1))).toEqual({ class: 'delivered', error: null, hint: null, remote })
  expect(notion.pages).toHaveLength(1)
})

it('a page that never came to be is made once the search would have shown it', async () => {
  const one = sender()
  notion.trouble(({ path }) => (path.at(-1) === 'pages' ? 'request lost' : null))
  await one.try(bodyNumber(1))
  notion.trouble(() => null)
  notion.clock.turn(40_000)
  expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'delivered' })
  expect(notion.pages).toHaveLength(1)
})

it('a page that was refused for certain is made at the next try', async () => {
  const one = sender()
  notion.properties.delete('Company')
  expect(await one.try(bodyNumber(1))).toMatchObject({
    class: 'permanent',
    hint: expect.stringContaining('It said: “Company is not a property that exists.”'),
  })
  notion.properties.set('Company', 'rich_text')
  expect(await one.try(bodyNumber(1))).toMatchObject({ class: 'delivered' })
})

it('a later event of the lead changes its page without a search', async () => {
  const one = sender()
  await one.try(bodyNumber(1))
  await one.try({ ...bodyNumber(1), handoff_id: 'ho_later', score: 12 })
  expect(asked()).toEqual([QUERY, 'POST pages', `PATCH pages/${notion.pages[0]?.id}`])
  expect(notion.pages[0]?.properties).toMatchObject({ Score: { number: 12 } })
})

test.each([
  ['in the trash', (one: Notion) => one.pages.map((page) => Object.assign(page, { trashed: true }))],
  ['deleted for good', (one: Notion) => one.pages.splice(0)],
])('a page that is %s is made anew', async (_where, away) => {
  const one = sender()
  await one.try(bodyNumber(1))
  const [first] = notion.pages
  notion.clock.turn(40_000)
  away(notion)
  const fate = await one.try(bodyNumber(1))
  expect(fate).toMatchObject({ class: 'delivered', remote: { id: notion.pages.at(-1)?.id } })
  expect(notion.pages.at(-1)?.id).not.toBe(first?.id)
})

it('pages keep the lead id whatever the mapping says, and long texts go in pieces', async () => {
  const mapping: Mapping = {
    Name: { '$notion.title': { $from: 'name' } },
    'Lead ID': { number: 7 },
    Message: { '$notion.rich_text': { $from: 'message' } },
  }
  const message = 'We need 👍 '.repeat(900)
  expect(await sender({}, mapping).try(bodyNumber(1, { message }))).toMatchObject({ class: 'delivered' })
  const [page] = notion.pages
  expect(plain(page?.properties['Lead ID'])).toBe('lead_1')
  expect(plain(page?.properties.Message)).toBe(message)
})

it('a database that is not shared is told as such', async () => {
  notion.share(false)
  expect(await sender().try(bodyNumber(1))).toMatchObject({
    class: 'misconfigured',
    hint: expect.stringMatching(/share the database with the integration.*It said: “Could not find data source/),
  })
})

it('a page that was made long ago and not by us to remember is found and changed', async () => {
  await sender().try(bodyNumber(1))
  notion.clock.turn(40_000)
  await sender().try({ ...bodyNumber(1), handoff_id: 'ho_other' })
  expect(notion.pages).toHaveLength(1)
  expect(asked().at(-1)).toBe(`PATCH pages/${notion.pages[0]?.id}`)
})

describe('what Notion answers', () => {
  const settings = { token: 'ntn_1', data_source_id: 'ds-1' }
  const none = { status: 200, body: { object: 'list', results: [] } }
  const error = (status: number, code: string) => ({
    status,
    body: { object: 'error', status, code, message: 'Because.' },
  })
  test.each([
    [200, { object: 'page', id: 'a-1', url: 'https://n.example/a' }, { class: 'delivered', remote: { id: 'a-1' } }],
    [200, { hello: 1 }, { class: 'misconfigured', hint: expect.stringContaining('base_url') }],
    [200, '<html>', { class: 'misconfigured', hint: expect.stringContaining('base_url') }],
    [400, error(400, 'validation_error').body, { class: 'permanent', hint: expect.stringContaining('“Because.”') }],
    [401, error(401, 'unauthorized').body, { class: 'misconfigured', hint: expect.stringContaining('token') }],
    [403, error(403, 'restricted_resource').body, { class: 'misconfigured', hint: expect.stringContaining('capab') }],
    [404, error(404, 'object_not_found').body, { class: 'misconfigured', hint: expect.stringContaining('share') }],
    [409, error(409, 'conflict_error').body, { class: 'transient' }],
    [429, error(429, 'rate_limited').body, { class: 'transient' }],
    [503, '', { class: 'transient' }],
    [529, error(529, 'service_overload').body, { class: 'transient' }],
  ])('%i with %j is %j', (status, body, fate) => {
    const scene = { destination: { kind: 'notion', settings }, body: bodyNumber(1) }
    expect(dialogue(scene, [none, { status, body }]).fate).toMatchObject(fate)
    if (status >= 400) expect(dialogue(scene, [{ status, body }]).fate).toMatchObject(fate)
  })

  it('the id of a page that is too long to be read whole is taken from its beginning', () => {
    const body = '{"object":"page","id":"a-1","properties":{"Message":'
    const reply = { kind: 'answered', status: 200, headers: {}, body, bodyCut: true, phases: { total: 1 } } as const
    const scene = { destination: { kind: 'notion', settings }, body: bodyNumber(1) }
    expect(dialogue(scene, [none, reply]).fate).toMatchObject({ class: 'delivered', remote: { id: 'a-1', link: null } })
  })

  it('another Notion-Version is spoken where that is set', () => {
    const scene = {
      destination: { kind: 'notion', settings: { ...settings, notion_version: '2025-09-03' } },
      body: bodyNumber(1),
    }
    const [ask] = dialogue(scene, [error(503, 'service_unavailable')]).asks
    expect(ask).toMatchObject({ request: { headers: { 'notion-version': '2025-09-03' } } })
  })
})
