import { afterEach, expect, test } from 'vitest'
import { AIRTABLE, startAirtable } from '../stand-ins/airtable.ts'
import { HUBSPOT, startHubSpot } from '../stand-ins/hubspot.ts'
import { NOTION, startNotion } from '../stand-ins/notion.ts'
import { PIPEDRIVE, startPipedrive } from '../stand-ins/pipedrive.ts'
import { SALESFORCE, startSalesforce } from '../stand-ins/salesforce.ts'
import { createClock, type Vendor } from '../stand-ins/vendor.ts'
import { bodyNumber } from './hundred.ts'
import { Sender } from './sender.ts'

let stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops) await stop()
  stops = []
})

type Started = { vendor: Vendor; settings: Record<string, string>; records: unknown[] }
const KINDS: Record<string, () => Promise<Started>> = {
  async hubspot() {
    const vendor = await startHubSpot()
    return { vendor, settings: { token: HUBSPOT.token }, records: vendor.contacts }
  },
  async salesforce() {
    const vendor = await startSalesforce()
    const settings = { client_id: SALESFORCE.clientId, client_secret: SALESFORCE.clientSecret }
    return { vendor, settings, records: vendor.leads }
  },
  async airtable() {
    const vendor = await startAirtable()
    const settings = { token: AIRTABLE.token, base_id: AIRTABLE.base, table_id: AIRTABLE.table }
    return { vendor, settings, records: vendor.rows }
  },
  async notion() {
    const vendor = await startNotion()
    return { vendor, settings: { token: NOTION.token, data_source_id: NOTION.dataSource }, records: vendor.pages }
  },
  async pipedrive() {
    const vendor = await startPipedrive()
    return { vendor, settings: { token: PIPEDRIVE.token }, records: vendor.leads }
  },
}

test.each(Object.entries(KINDS))(
  '%s says whether it still has a record, and nothing where it does not answer',
  async (kind, start) => {
    const { vendor, settings, records } = await start()
    const sender = new Sender({ destination: { kind, settings: { base_url: vendor.url, ...settings } } }, createClock())
    stops.push(
      () => sender.courier.close(),
      () => vendor.close(),
    )
    expect(await sender.try(bodyNumber(1))).toMatchObject({ class: 'delivered' })
    expect(await sender.check(bodyNumber(1))).toBe('there')
    vendor.trouble(() => ({ status: 503 }))
    expect(await sender.check(bodyNumber(1))).toBe('unknown')
    vendor.trouble(() => null)
    records.length = 0
    expect(await sender.check(bodyNumber(1))).toBe('missing')
  },
)

test('salesforce is asked again with a new session where the old one has ended', async () => {
  const vendor = await startSalesforce()
  const settings = { base_url: vendor.url, client_id: SALESFORCE.clientId, client_secret: SALESFORCE.clientSecret }
  const sender = new Sender({ destination: { kind: 'salesforce', settings } }, createClock())
  stops.push(
    () => sender.courier.close(),
    () => vendor.close(),
  )
  await sender.try(bodyNumber(1))
  vendor.tokens.clear()
  expect(await sender.check(bodyNumber(1))).toBe('there')
})
