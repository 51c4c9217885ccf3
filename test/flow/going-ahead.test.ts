import { describe, expect, it } from 'vitest'
import { NOTHING_LATER } from '../../src/flow/ports.ts'
import type { Handoff } from '../../src/handoff/handoff.ts'
import type { Settings } from '../../src/lead/workspace.ts'
import { eventually } from '../support/eventually.ts'
import { aPerson } from '../support/leads.ts'
import { openSimulation, TEAM } from './simulated.ts'

const SAMPLE = { workspace: TEAM, endpoint: 'web', by: 'test' }

const SAM = aPerson()
const BY_SAM = { workspace: TEAM, by: SAM, standing: null, cardTs: null, revision: null }

type Setting = {
  settings?: Partial<Settings>
  channel?: string | null
  /** The kind of the one destination that hears of scores; it has room unless said otherwise. */
  kind?: string
  hasRoom?: boolean
}

/** A lead that came in, and whose outbox is being paid; the tries that went ahead are in the test's hand. */
async function arrived({ settings = {}, channel = null, kind = 'webhook', hasRoom = true }: Setting) {
  const ahead: Handoff[] = []
  const underWay = new Map<string, Promise<void>>()
  let saved = () => {}
  const later = {
    ...NOTHING_LATER,
    isHere: true,
    goAhead(handoff: Handoff) {
      if (!hasRoom) return null
      ahead.push(handoff)
      const stored = new Promise<void>((resolve) => {
        saved = resolve
      })
      underWay.set(handoff.id, stored)
      return stored
    },
    aheadOf: (id: string) => underWay.get(id) ?? null,
  }
  const courier = { send: async () => Promise.reject(new Error('nothing is sent')), check: async () => ALLOWED }
  const world = await openSimulation('ahead', settings, '2026-11-21T10:00:00Z', { later, courier })
  await world.endpoint('web', { channel })
  const hears = { workspace: TEAM, by: 'test', kind, headers: {}, settings: SETTINGS[kind] ?? {}, mapping: null }
  await world.flow.addDestination({
    ...hears,
    name: 'crm',
    url: kind === 'webhook' ? 'https://crm.example/hook' : null,
    events: ['lead.scored', 'lead.qualified'],
    concurrency: 8,
    decisionsOnly: false,
  })
  await world.flow.testEndpoint(SAMPLE, 'routine')
  const [lead] = await world.leads()
  if (!lead) throw new Error('no lead came in')
  return {
    world,
    lead,
    ahead,
    saved: () => saved(),
    stored: () => world.stores.handoffs.ofLead(lead.id),
    owed: async () => (await world.stores.leads.find(lead.id))?.owed.map(({ event }) => event),
  }
}

const ALLOWED = { verdict: 'allowed' } as const
const SETTINGS: Record<string, Record<string, string>> = { hubspot: { token: 'pat-na1-test' } }

describe('the first event of a lead that nobody looks at', () => {
  it('is tried before its handoff is stored, and owed until it is', async () => {
    const { world, lead, ahead, saved, stored, owed } = await arrived({})
    const sent = world.flow.sendEvents(lead.id, lead)
    await eventually(async () => ahead.length > 0, 'the try')
    expect(ahead).toMatchObject([{ lead: lead.id, event: 'lead.scored', state: 'open', attempts: [] }])
    expect([await stored(), await owed()]).toEqual([[], ['lead.scored']])
    saved()
    await sent
    expect([await stored(), await owed()]).toEqual([[], []])
  })

  it('is asked for once, whoever finds it forgotten meanwhile', async () => {
    const { world, lead, ahead, saved, stored } = await arrived({})
    const sent = world.flow.sendEvents(lead.id, lead)
    await eventually(async () => ahead.length > 0, 'the try')
    const again = world.flow.sendEvents(lead.id)
    await new Promise((resolve) => setTimeout(resolve, 300))
    saved()
    await Promise.all([sent, again])
    expect([ahead.length, await stored()]).toEqual([1, []])
  })

  it('keeps a younger event back until it can be seen', async () => {
    const { world, lead, ahead, saved, stored } = await arrived({ settings: { undo_seconds: 0 } })
    const sent = world.flow.sendEvents(lead.id, lead)
    await eventually(async () => ahead.length > 0, 'the try')
    await world.flow.decideLead(
      { ...BY_SAM, leadId: lead.id },
      { outcome: 'approved', reason: null, note: null, due: null, owner: null },
    )
    const younger = world.flow.sendEvents(lead.id)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await stored()).toEqual([])
    saved()
    await Promise.all([sent, younger])
    expect((await stored()).map(({ event }) => event)).toEqual(['lead.qualified'])
  })
})

describe('an event is stored before it is tried', () => {
  it('that somebody found forgotten', async () => {
    const { world, lead, ahead, stored } = await arrived({})
    await world.flow.sendEvents(lead.id)
    expect([ahead.length, (await stored()).length]).toEqual([0, 1])
  })

  it('that this process was slow to come to', async () => {
    const { world, lead, ahead, stored } = await arrived({})
    world.clock.now = new Date(world.clock.now.getTime() + 300)
    await world.flow.sendEvents(lead.id, lead)
    expect([ahead.length, (await stored()).length]).toEqual([0, 1])
  })

  it('of a lead that was changed since', async () => {
    const { world, lead, ahead, stored } = await arrived({})
    await world.flow.claimLead({ ...BY_SAM, leadId: lead.id })
    const changed = await world.stores.leads.find(lead.id)
    if (changed) await world.flow.sendEvents(lead.id, changed)
    expect(changed?.owed).toHaveLength(1)
    expect([ahead.length, (await stored()).length]).toEqual([0, 1])
  })

  it.each<[string, Setting]>([
    ['of a lead with a card', { channel: 'C0LEADS' }],
    ['that another one follows at once', { settings: { auto_approve: 1 } }],
    ["of a kind that asks a vendor's API", { kind: 'hubspot' }],
    ['where this process has enough in hand', { hasRoom: false }],
  ])('%s', async (_, setting) => {
    const { world, lead, ahead, stored, owed } = await arrived(setting)
    await world.flow.sendEvents(lead.id, lead)
    expect(ahead).toEqual([])
    expect((await stored()).length).toBeGreaterThan(0)
    expect(await owed()).toEqual([])
  })
})
