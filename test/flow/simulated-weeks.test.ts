import { describe, expect, it } from 'vitest'
import { type Hours, isOpen, readWeek } from '../../src/lead/hours.ts'
import type { Lead } from '../../src/lead/lead.ts'
import { Routing } from '../../src/lead/routing.ts'
import { aPerson } from '../support/leads.ts'
import { openSimulation, TEAM } from './simulated.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const SEED = 20_260_301

/** Chances that are the same in every run. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

const STAYING = ['U0ANN', 'U0BOB', 'U0CAT', 'U0DAN']
const PRESSING = new Set(['reminded', 'escalated', 'reassigned'])
const BURSTS = 12
const LEADS_A_BURST = 80

/** Three weeks with bursts of leads at any hour; half of them are answered, the rest left to themselves until the ladder's end. */
async function threeWeeks(start: string, zone: string, holidays: string[]) {
  const week = readWeek('mon-fri 09:00-17:00')
  if (!week) throw new Error('unreadable')
  const hours: Hours = { zone, week, holidays }
  const settings = { time_zone: zone, business_hours: 'mon-fri 09:00-17:00', holidays, fallback_owner: 'U0BOSS' }
  const routing = Routing.parse([
    { name: 'round', when: { endpoint: 'web' }, route: { rotation: 'S0SALES' } },
    { name: 'calls', when: { endpoint: 'phone' }, route: { owner: 'U0EVE' } },
  ])
  const world = await openSimulation('weeks', { ...settings, routing }, start)
  const { clock, flow, stores } = world
  const begin = clock.now.getTime()
  const chance = chances(SEED)
  world.groups.set('S0SALES', [...STAYING, 'U0EVE', 'U0FAY'])
  await world.endpoint('web')
  await world.endpoint('phone', { severity: 'urgent' })

  const events: { at: number; happen: () => Promise<unknown> }[] = [
    { at: 3 * DAY_MS, happen: () => stores.workspaces.setAway(TEAM, 'U0FAY', new Date(begin + 9 * DAY_MS)) },
    { at: 6 * DAY_MS, happen: async () => world.gone.add('U0EVE') },
    { at: 8 * DAY_MS, happen: async () => world.groups.set('S0SALES', [...STAYING, 'U0FAY', 'U0NEW']) },
  ]
  for (let burst = 0; burst < BURSTS; burst++) {
    const at = Math.floor(chance() * 18 * DAY_MS)
    const ids: string[] = []
    const arrive = async () => {
      const names = Array.from({ length: LEADS_A_BURST }, (_, n) => (n % 5 === 0 ? 'phone' : 'web'))
      const leads = await Promise.all(names.map((name, n) => world.lead(name, burst * LEADS_A_BURST + n)))
      ids.push(...leads.map(({ id }) => id))
    }
    const answer = () =>
      Promise.all(
        ids
          .filter((_, n) => n % 2 === 0)
          .map((leadId) => {
            const click = { workspace: TEAM, leadId, by: aPerson(), standing: null, cardTs: null, revision: null }
            return flow.decideLead(click, { outcome: 'rejected', reason: null, note: null, due: null, owner: null })
          }),
      )
    events.push({ at, happen: arrive }, { at: at + Math.floor(chance() * 50) * MINUTE_MS, happen: answer })
  }
  // Nothing runs in the second night: what fell due before it is found at three in the morning.
  const down = { from: begin + 1.6 * DAY_MS, until: begin + 2.125 * DAY_MS }

  for (const { at, happen } of events.sort((a, b) => a.at - b.at)) {
    await until(begin + at)
    await happen()
  }
  await until(begin + 30 * DAY_MS)
  return { leads: await world.leads(), hours, eveLeft: new Date(begin + 6 * DAY_MS) }

  /** Takes every step at its time, ten minutes at once. */
  async function until(end: number) {
    for (let next = await world.nextStep(); next && next.getTime() <= end; next = await world.nextStep()) {
      const at = Math.max(clock.now.getTime(), next.getTime() + 10 * MINUTE_MS)
      const isDown = at > down.from && at < down.until
      clock.now = new Date(isDown ? down.until : Math.min(at, Math.max(end, clock.now.getTime())))
      await world.settle()
      if (clock.now.getTime() >= end) break
    }
    clock.now = new Date(Math.max(clock.now.getTime(), end))
  }
}

const rowsOf = (lead: Lead) => lead.history.filter(({ what }) => PRESSING.has(what))

describe.each([
  ['summer time begins, with Easter', '2026-03-20T05:00:00Z', 'Europe/Berlin', ['2026-04-03', '2026-04-06']],
  ['summer time ends', '2026-10-23T05:00:00Z', 'America/New_York', ['2026-11-11']],
])('in three weeks in which %s', (_, start, zone, holidays) => {
  it('nobody is reminded at night or twice, every lead is somebody’s who is there, and turns are even', async () => {
    const { leads, hours, eveLeft } = await threeWeeks(start, zone, holidays)
    expect(leads).toHaveLength(BURSTS * LEADS_A_BURST)
    const calm = leads.filter(({ severity }) => severity !== 'urgent')
    const pressed = calm.flatMap(rowsOf)
    expect(pressed.filter(({ at }) => !isOpen(hours, at))).toEqual([])
    for (const what of PRESSING) expect(pressed.filter((row) => row.what === what).length).toBeGreaterThan(100)
    expect(
      leads
        .filter(({ severity }) => severity === 'urgent')
        .flatMap(rowsOf)
        .some(({ at }) => !isOpen(hours, at)),
    ).toBe(true)

    const repeated = leads.filter((lead) => {
      const said = rowsOf(lead).map(({ what, whom }) => `${what} ${whom?.id}`)
      return new Set(said).size < said.length
    })
    expect(repeated).toEqual([])

    const open = leads.filter(({ state }) => state === 'open')
    expect(open.length).toBeGreaterThan(100)
    expect(open.filter(({ owner, due }) => owner === null || due !== null)).toEqual([])
    const afterEve = leads.flatMap(({ history }) =>
      history.filter(({ at, whom }) => whom?.id === 'U0EVE' && at > eveLeft),
    )
    expect(afterEve.filter(({ what }) => what === 'reminded' || what === 'reassigned')).toEqual([])

    const taken = calm.flatMap(({ history }) =>
      history.filter(({ what }) => what === 'routed').map(({ whom }) => whom?.id),
    )
    const turns = STAYING.map((user) => taken.filter((who) => who === user).length)
    expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1)
    expect(taken).toContain('U0NEW')
  }, 120_000)
})
