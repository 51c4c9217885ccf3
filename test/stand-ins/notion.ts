import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Answer, type Call, type Clock, createClock, Refusal, startVendor, type Vendor } from './vendor.ts'

export const NOTION = { token: 'ntn_1234567890abc', dataSource: 'd9824bdc-8445-4327-be8b-5b47500af6ce' }
const VERSIONS = ['2025-09-03', '2026-03-11']
/** https://developers.notion.com/reference/request-limits */
const LARGEST_BODY_BYTES = 500_000
const SEARCH_LAG_MS = 30_000

const Text = z.strictObject({ content: z.string().max(2000) })
const Texts = z.array(z.strictObject({ type: z.literal('text').optional(), text: Text })).max(100)
const Option = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(100)
      .regex(/^[^,]*$/, 'may not have commas'),
  })
  .nullable()
/** What a property of each type takes. https://developers.notion.com/reference/page-property-values */
const VALUES = {
  title: z.strictObject({ title: Texts }),
  rich_text: z.strictObject({ rich_text: Texts }),
  email: z.strictObject({ email: z.string().max(200).nullable() }),
  phone_number: z.strictObject({ phone_number: z.string().max(200).nullable() }),
  url: z.strictObject({ url: z.string().max(2000).nullable() }),
  number: z.strictObject({ number: z.number().nullable() }),
  checkbox: z.strictObject({ checkbox: z.boolean() }),
  select: z.strictObject({ select: Option }),
  date: z.strictObject({ date: z.strictObject({ start: z.iso.datetime({ offset: true }) }).nullable() }),
}
type PropertyType = keyof typeof VALUES
type Properties = Record<string, unknown>

const Create = z.strictObject({
  parent: z.strictObject({ type: z.literal('data_source_id').optional(), data_source_id: z.string() }),
  properties: z.record(z.string(), z.unknown()),
})
const Change = z.strictObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  in_trash: z.boolean().optional(),
})
const Query = z.strictObject({
  filter: z.strictObject({ property: z.string(), rich_text: z.strictObject({ equals: z.string() }) }),
  page_size: z.number().int().min(1).max(100).default(100),
})

type NotionPage = { id: string; properties: Properties; trashed: boolean; madeAt: Date }

/** One data source that is shared with an integration; what its query finds is half a minute behind. */
export type Notion = Vendor & {
  readonly pages: NotionPage[]
  /** By name; a test may add or take away. */
  readonly properties: Map<string, PropertyType>
  readonly clock: Clock
  /** Takes the database away from the integration, or gives it back. */
  share(isShared: boolean): void
}

type Source = { pages: NotionPage[]; properties: ReadonlyMap<string, PropertyType>; clock: Clock; isShared: boolean }

const LEAD_PROPERTIES: [string, PropertyType][] = [
  ['Name', 'title'],
  ...['Lead ID', 'Company', 'Summary', 'Message'].map((name): [string, PropertyType] => [name, 'rich_text']),
  ['Email', 'email'],
  ['Phone', 'phone_number'],
  ['Score', 'number'],
  ['Status', 'select'],
  ['Received', 'date'],
]

export async function startNotion(clock: Clock = createClock()): Promise<Notion> {
  const properties = new Map(LEAD_PROPERTIES)
  const source: Source = { pages: [], properties, clock, isShared: true }
  const vendor = await startVendor((call) => route(call, source))
  return {
    ...vendor,
    pages: source.pages,
    properties,
    clock,
    share(isShared) {
      source.isShared = isShared
    },
  }
}

function refusal(status: number, code: string, message: string): Refusal {
  return new Refusal(status, { object: 'error', status, code, message, request_id: randomUUID() })
}

function route(call: Call, source: Source): Answer {
  const { method, path, headers, text } = call
  if (headers.authorization !== `Bearer ${NOTION.token}`) throw refusal(401, 'unauthorized', 'API token is invalid.')
  if (!VERSIONS.includes(String(headers['notion-version'])))
    throw refusal(400, 'missing_version', 'Notion-Version header failed validation.')
  if (Buffer.byteLength(text) > LARGEST_BODY_BYTES) throw refusal(413, 'validation_error', 'Payload too large.')
  const [version, kind, id = '', verb] = path
  if (version !== 'v1') throw refusal(400, 'invalid_request_url', 'Invalid request URL.')
  if (kind === 'pages' && method === 'POST' && path.length === 2) return create(call, source)
  if (kind === 'pages' && method === 'PATCH') return change(call, source, id)
  if (kind === 'pages' && method === 'GET') return { status: 200, json: shown(pageOf(source, id)) }
  if (kind === 'data_sources' && method === 'POST' && verb === 'query') return query(call, source, id)
  throw refusal(400, 'invalid_request_url', 'Invalid request URL.')
}

function create({ json }: Call, source: Source): Answer {
  const { parent, properties } = checked(Create, json)
  checkShared(source, parent.data_source_id)
  const page = { id: randomUUID(), properties: valid(source, properties), trashed: false, madeAt: source.clock.now() }
  source.pages.push(page)
  return { status: 200, json: shown(page) }
}

function change({ json }: Call, source: Source, id: string): Answer {
  const page = pageOf(source, id)
  const { properties } = checked(Change, json)
  if (page.trashed)
    throw refusal(
      400,
      'validation_error',
      "Can't edit block that is archived. You must unarchive the block before editing.",
    )
  Object.assign(page.properties, valid(source, properties))
  return { status: 200, json: shown(page) }
}

/** Pages that were made lately are not found yet. */
function query({ json, query: asked }: Call, source: Source, id: string): Answer {
  checkShared(source, id)
  const { filter, page_size } = checked(Query, json)
  if (source.properties.get(filter.property) !== 'rich_text')
    throw refusal(400, 'validation_error', `Could not find property with name or id: ${filter.property}`)
  const indexed = source.clock.now().getTime() - SEARCH_LAG_MS
  const found = source.pages.filter(
    ({ properties, madeAt, trashed }) =>
      !trashed && madeAt.getTime() <= indexed && plain(properties[filter.property]) === filter.rich_text.equals,
  )
  const only = asked.getAll('filter_properties')
  const results = found
    .slice(0, page_size)
    .map((page) => (only.length > 0 ? { ...shown(page), properties: {} } : shown(page)))
  return { status: 200, json: { object: 'list', results, has_more: found.length > page_size, next_cursor: null } }
}

function checkShared({ isShared }: Source, id: string): void {
  if (isShared && id === NOTION.dataSource) return
  throw notFound('data source', id)
}

function pageOf({ pages, isShared }: Source, id: string): NotionPage {
  const page = isShared ? pages.find((one) => one.id === id) : undefined
  if (!page) throw notFound('page', id)
  return page
}

function notFound(what: string, id: string): Refusal {
  return refusal(
    404,
    'object_not_found',
    `Could not find ${what} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration.`,
  )
}

function valid({ properties: known }: Source, properties: Properties): Properties {
  for (const [name, value] of Object.entries(properties)) {
    const type = known.get(name)
    if (!type) throw refusal(400, 'validation_error', `${name} is not a property that exists.`)
    checked(VALUES[type], value, `body.properties.${name}`)
  }
  return properties
}

function checked<Shape extends z.ZodType>(shape: Shape, json: unknown, at = 'body'): z.output<Shape> {
  const parsed = shape.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = [at, ...(issue?.path ?? [])].join('.')
  throw refusal(400, 'validation_error', `body failed validation: ${where} ${issue?.message}`)
}

/** A rich text as one. */
export function plain(value: unknown): string | null {
  const parsed = VALUES.rich_text.safeParse(value)
  return parsed.success ? parsed.data.rich_text.map(({ text }) => text.content).join('') : null
}

function shown({ id, properties, trashed, madeAt }: NotionPage) {
  const url = `https://www.notion.so/${id.replaceAll('-', '')}`
  return { object: 'page', id, created_time: madeAt, in_trash: trashed, properties, url }
}
