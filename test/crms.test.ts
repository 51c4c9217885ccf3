import { afterEach, describe, expect, test } from 'vitest'
import { AIRTABLE, type Airtable, startAirtable } from './stand-ins/airtable.ts'
import { HUBSPOT, type HubSpot, startHubSpot } from './stand-ins/hubspot.ts'
import { SALESFORCE, type Salesforce, startSalesforce } from './stand-ins/salesforce.ts'
import type { Call, Trouble } from './stand-ins/vendor.ts'
import { addWords, begin, delivered, handoffRows, LONG_MS } from './support/crms.ts'
import { eventually } from './support/eventually.ts'
import { JORDAN, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { shell } from './support/shell.ts'

const LEADS = 100
const LOST_EVERY = 5

let world: SetUpWorld
afterEach(() => world.stop())

const settingsOf = {
  hubspot: ({ url }: HubSpot) => ({ base_url: url, token: HUBSPOT.token }),
  salesforce: ({ url }: Salesforce) => ({
    base_url: url,
    client_id: SALESFORCE.clientId,
    client_secret: SALESFORCE.clientSecret,
  }),
  airtable: ({ url }: Airtable) => ({
    base_url: url,
    token: AIRTABLE.token,
    base_id: AIRTABLE.base,
    table_id: AIRTABLE.table,
  }),
}

/** Every fifth lead's first call is carried out and its answer lost; the very first is left without one until the time is up. */
function losing(): (call: Call) => Trouble | null {
  const lost = new Set<string>()
  return ({ text }) => {
    const [, person] = /person(\d+)@/.exec(text) ?? []
    if (person === undefined || Number(person) % LOST_EVERY > 0 || lost.has(person)) return null
    return lost.add(person).size === 1 ? 'no answer' : 'answer lost'
  }
}

test(
  'a hundred leads, delivered and replayed while answers are lost, are a hundred records at each CRM',
  async () => {
    world = await startSetUpWorld()
    const { url } = await world.start()
    const hubspot = await begin(startHubSpot())
    const salesforce = await begin(startSalesforce())
    const airtable = await begin(startAirtable())
    await world.admin(...addWords('hubspot', settingsOf.hubspot(hubspot)), '--rate', 'off')
    await world.admin(...addWords('salesforce', settingsOf.salesforce(salesforce)))
    await world.admin(...addWords('airtable', settingsOf.airtable(airtable)), '--rate', 'off')

    for (const vendor of [hubspot, salesforce, airtable]) vendor.trouble(losing())
    const people = Array.from({ length: LEADS }, (_, n) => ({ ...JORDAN, email: `person${n}@stacklane.example` }))
    await Promise.all(people.map((lead) => world.send(url, lead)))
    const rows = await delivered(world, 3 * LEADS)
    expect(rows.filter(({ attempts }) => attempts.length > 1)).toHaveLength((3 * LEADS) / LOST_EVERY)

    for (const vendor of [hubspot, salesforce, airtable]) vendor.trouble(losing())
    for (const kind of Object.keys(settingsOf)) {
      await world.admin('replay', kind, '--since', '1h', '--state', 'delivered')
    }
    await eventually(
      async () => {
        const replays = (await world.admin('replays')) as { done: number }[]
        return replays.every(({ done }) => done === LEADS) ? replays : null
      },
      'three replays',
      LONG_MS,
    )
    const again = await delivered(world, 3 * LEADS)
    expect(again.every(({ attempts }) => attempts.length > 1)).toBe(true)

    const emails = people.map(({ email }) => email).toSorted()
    expect(hubspot.contacts.map(({ properties }) => properties.email).toSorted()).toEqual(emails)
    expect(salesforce.leads.map(({ fields }) => fields.Email).toSorted()).toEqual(emails)
    expect(airtable.rows.map(({ fields }) => fields.Email).toSorted()).toEqual(emails)
  },
  2 * LONG_MS,
)

test(
  'a process that dies between the session and the record leaves both to the next one',
  async () => {
    world = await startSetUpWorld()
    const salesforce = await begin(startSalesforce())
    await world.admin(...addWords('salesforce', settingsOf.salesforce(salesforce)))
    const doomed = await world.spawn()
    salesforce.trouble(({ method }) => {
      if (method !== 'PATCH' || !doomed.child.kill('SIGKILL')) return null
      return 'request lost'
    })
    await world.send(doomed.url)
    await eventually(async () => (doomed.child.signalCode ? true : null), 'the kill', LONG_MS)
    salesforce.trouble(() => null)
    await world.spawn()
    await delivered(world, 1)
    expect(salesforce.leads).toHaveLength(1)
    expect(salesforce.tokens.size).toBe(1)
  },
  LONG_MS,
)

test(
  'deliveries of two processes that find the session over at once sign in once for all of them',
  async () => {
    world = await startSetUpWorld()
    const urls = [(await world.start()).url, (await world.start()).url]
    const salesforce = await begin(startSalesforce())
    await world.admin(...addWords('salesforce', settingsOf.salesforce(salesforce)))
    const signIns = () => salesforce.calls.filter(({ path }) => path.includes('token')).length
    for (const round of [1, 2]) {
      salesforce.tokens.clear()
      await world.admin('destination', 'pause', 'salesforce')
      const people = Array.from({ length: 16 }, (_, n) => ({
        ...JORDAN,
        email: `person${n}.${round}@stacklane.example`,
      }))
      await Promise.all(people.map((lead, n) => world.send(urls[n % 2] ?? '', lead)))
      await eventually(
        async () => ((await handoffRows(world)).length === 16 * round ? true : null),
        'the handoffs',
        LONG_MS,
      )
      await world.admin('destination', 'resume', 'salesforce')
      await delivered(world, 16 * round)
      expect(signIns()).toBe(round)
    }
    expect(salesforce.leads).toHaveLength(32)
  },
  LONG_MS,
)

test(
  'what a vendor says about its limit to one handoff holds for all others of that destination',
  async () => {
    world = await startSetUpWorld()
    const pace = ['--concurrency', '1', '--rate', 'off']
    const { url } = await world.start()
    const hubspot = await begin(startHubSpot())
    await world.admin(...addWords('hubspot', settingsOf.hubspot(hubspot)), ...pace)
    await world.admin('destination', 'pause', 'hubspot')
    const people = Array.from({ length: 20 }, (_, n) => ({ ...JORDAN, email: `person${n}@stacklane.example` }))
    await Promise.all(people.map((lead) => world.send(url, lead)))
    await eventually(async () => ((await handoffRows(world)).length === 20 ? true : null), 'the handoffs', LONG_MS)
    const limit = { message: 'You have reached your ten_secondly_rolling limit.', policyName: 'TEN_SECONDLY_ROLLING' }
    const { calls } = hubspot
    hubspot.trouble(() => (calls.length === 5 ? { status: 429, json: limit } : null))
    await world.admin('destination', 'resume', 'hubspot')
    const waiting = await eventually(async () => {
      const { waits_until } = (await world.admin('destination', 'show', 'hubspot')) as { waits_until: Date | null }
      return waits_until
    }, 'the rest')
    expect(waiting.getTime()).toBeGreaterThan(Date.now() + 5000)
    expect(await world.admin('destination', 'show', 'hubspot')).toMatchObject({ state: 'on' })
    await delivered(world, 20)
    expect((await handoffRows(world)).filter(({ attempts }) => attempts.length > 1)).toHaveLength(1)
    expect(calls).toHaveLength(21)
  },
  LONG_MS,
)

describe('what an admin sets', () => {
  test('of a rate goes before the one that a vendor’s limit asks for', async () => {
    world = await startSetUpWorld()
    const airtable = await begin(startAirtable())
    await world.admin(...addWords('airtable', settingsOf.airtable(airtable)))
    expect(await world.admin('destination', 'show', 'airtable')).toMatchObject({ rate: 4 })
    await world.admin('destination', 'remove', 'airtable')
    await world.admin(...addWords('airtable', settingsOf.airtable(airtable)), '--rate', 'off')
    expect(await world.admin('destination', 'show', 'airtable')).toMatchObject({ rate: null })
  })

  test('is given in the shell, a secret among it is never shown again', async () => {
    world = await startSetUpWorld()
    const hubspot = await begin(startHubSpot())
    const added = await shell(world, ...addWords('hubspot', settingsOf.hubspot(hubspot)), '--json')
    expect(added).toMatchObject({ code: 0 })
    expect(await world.admin('destination', 'test', 'hubspot')).toMatchObject({ state: 'delivered' })
    expect(hubspot.contacts.map(({ properties }) => properties.lastname)).toEqual(['Lead'])
    const shown = await shell(world, 'destination', 'show', 'hubspot')
    expect(shown.stdout).toContain('••••3c4d')
    const all = JSON.stringify([added, shown, await world.admin('destination', 'list'), await handoffRows(world)])
    expect(all).not.toContain(HUBSPOT.token)
  }, 60_000)

  test('a secret that the vendor repeats in its refusal is not told', async () => {
    world = await startSetUpWorld()
    const salesforce = await begin(startSalesforce())
    const wrong = { ...settingsOf.salesforce(salesforce), client_secret: 'sesame-open/up' }
    await world.admin(...addWords('salesforce', wrong))
    const told = await world.admin('destination', 'test', 'salesforce')
    expect(told).toMatchObject({ state: 'parked', hint: expect.stringContaining('invalid client credentials: ••••') })
    const stored = await world.flow.handoffLog('T0LOCAL', { limit: 1 })
    expect(stored).toMatchObject([{ attempts: [{ status: 400, requestBody: '' }] }])
    expect(JSON.stringify(stored)).not.toContain('sesame')
  })

  test('a kind without what it needs is refused with what to give', async () => {
    world = await startSetUpWorld()
    await expect(world.admin(...addWords('salesforce', {}))).rejects.toThrow(
      /salesforce needs --set base_url=….*client_id=….*client_secret=…/s,
    )
    await expect(world.admin(...addWords('hubspot', { token: 'x1', secret: 'y' }))).rejects.toThrow(
      /hubspot has no setting "secret". It takes: base_url, token, id_property, path\./,
    )
  })

  test('a receiver made for another system is signed and retried as that system does, unless told otherwise', async () => {
    world = await startSetUpWorld()
    const add = (kind: string, name: string, ...more: string[]) =>
      world.admin(
        'destination',
        'add',
        '--name',
        name,
        '--kind',
        kind,
        '--url',
        `${world.crm.url}/${name}`,
        '--events',
        'lead.handoff',
        ...more,
      )
    await add('zapito', 'zapito')
    await add('leadflo', 'leadflo')
    await add('zapito', 'ours', '--policy', 'default')
    await add('make', 'make')
    const usual = async (name: string) => {
      const { signing, policy } = (await world.admin('destination', 'show', name)) as Record<string, string>
      return [signing, policy]
    }
    expect(await usual('zapito')).toEqual(['zapito', 'zapito'])
    expect(await usual('leadflo')).toEqual(['shared-secret', 'leadflo'])
    expect(await usual('ours')).toEqual(['zapito', 'default'])
    expect(await usual('make')).toEqual(['agentflow', 'default'])
    await world.admin('destination', 'test', 'zapito')
    expect(world.crm.received.at(-1)?.headers).toMatchObject({
      'x-zapito-event': 'lead.handoff',
      'x-zapito-signature': expect.stringMatching(/^sha256=/),
    })
  })
})
