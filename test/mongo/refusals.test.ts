import { expect, test } from 'vitest'
import type { InboundLog, InboundRow } from '../../src/flow/ports.ts'
import { openStores } from './stores.ts'

const FLOOD = 300

function refusal(overrides: Partial<InboundRow> = {}): InboundRow {
  return {
    at: new Date(),
    workspace: 'T0OURS',
    endpoint: { id: 'ep_1', name: 'web' },
    outcome: 'rejected',
    code: 'invalid_signature',
    status: 401,
    requestId: 'req_1',
    address: '192.0.2.1',
    bytes: 2,
    bodyHash: null,
    ms: 1,
    leadId: null,
    ...overrides,
  }
}

async function flood(log: InboundLog, times: number, row: Partial<InboundRow> = {}): Promise<void> {
  await Promise.all(Array.from({ length: times }, () => log.write(refusal(row))))
}

test('a flood of refusals through two processes is counted whole, and leaves at most 100 rows a minute', async () => {
  const stores = await openStores('refusals')
  const other = (await stores.elsewhere()).inboundLog
  await Promise.all([flood(stores.inboundLog, FLOOD), flood(other, FLOOD)])
  await flood(other, 3, { code: 'stale_timestamp' })
  await Promise.all([stores.inboundLog.flush(), other.flush()])
  expect(await stores.inboundLog.refusals('ep_1')).toEqual({ invalid_signature: 2 * FLOOD, stale_timestamp: 3 })
  const rows = await stores.raw('inbound_log').countDocuments()
  expect(rows).toBeGreaterThan(80)
  // The minute may turn meanwhile.
  expect(rows).toBeLessThanOrEqual(200)
  expect(await stores.raw('inbound_refusals').countDocuments()).toBeLessThanOrEqual(4)
})

test('a flood at one endpoint takes no rows from another, nor from what was no refusal', async () => {
  const { inboundLog } = await openStores('refusals')
  await flood(inboundLog, FLOOD)
  await inboundLog.write(refusal({ endpoint: { id: 'ep_2', name: 'form' } }))
  await inboundLog.write(refusal({ outcome: 'ignored', code: 'ping', status: 200 }))
  expect(await inboundLog.recent('T0OURS', { endpoint: 'ep_2', limit: 10 })).toHaveLength(1)
  expect(await inboundLog.recent('T0OURS', { code: 'ping', limit: 10 })).toMatchObject([{ outcome: 'ignored' }])
})

test('counts are of the last 30 days, and are let go after that', async () => {
  const stores = await openStores('refusals')
  const longAgo = new Date(Date.now() - 40 * 24 * 3600_000)
  await flood(stores.inboundLog, 2, { at: longAgo })
  await flood(stores.inboundLog, 1)
  await stores.inboundLog.flush()
  expect(await stores.inboundLog.refusals('ep_1')).toEqual({ invalid_signature: 1 })
  const indexes = await stores.raw('inbound_refusals').indexes()
  expect(indexes).toContainEqual(expect.objectContaining({ key: { day: 1 }, expireAfterSeconds: 31 * 24 * 3600 }))
})
