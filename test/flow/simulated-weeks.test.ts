import { describe, expect, it } from 'vitest'
import type { HistoryRow, Lead } from '../../src/lead/lead.ts'
import { Routing } from '../../src/lead/routing.ts'
import { aPerson } from '../support/leads.ts'
import { openSimulation, TEAM } from './simulated.ts'
import { wallClock } from './wall-clock.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const SEED = 20_260_301

/** Chances that are the same in every run. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

const STAYING = ['U0ANN', 'U0BOB', 'U0CAT']
const PRESSING = new Set(['reminded', 'escalated', 'reassigned'])
const BURSTS = 6
const LEADS_A_BURST = 45
const DAYS = 30
/** A step is taken at most ten minutes late, and what it is kept from by the end of work as late on the next day. */
const LATEST_MIN = 25

type Scenario = { start: string; zone: string; holidays: string[]; friday: string }

/** Three weeks with bursts of leads at any hour, one of them ten minutes before the weekend in which clocks change; half of them are answered, the rest left to themselves. */
async function threeWeeks({ start, zone, holidays, friday }: Scenario) {
  const settings = { time_zone: zone, business_hours: 'mon-fri 09:00-17:00', holidays, fallback_owner: 'U0BOSS' }
  const routing = Routing.parse([
    { name: 'round', when: { endpoint: 'web' }, route: { rotation: 'S0SALES' } },
    { name: 'calls', when: { endpoint: 'phone' }, route: { owner: 'U0EVE' } },
  ])
  const world = await openSimulation('weeks', { ...settings, routing }, start)
  const { clock, flow, stores } = world
  const begin = clock.now.getTime()
  const day = (n: number) => new Date(begin + n * DAY_MS)
  const chance = chances(SEED)
  const team = [...STAYING, 'U0DAN']
  world.groups.set('S0SALES', [...team, 'U0EVE', 'U0FAY'])
  await world.endpoint('web')
  await world.endpoint('phone', { severity: 'urgent' })

  const events: { at: number; happen: () => Promise<unknown> }[] = [
    { at: 3 * DAY_MS, happen: () => stores.workspaces.setAway(TEAM, 'U0FAY', day(9)) },
    { at: 6 * DAY_MS, happen: async () => world.gone.add('U0EVE') },
    { at: 8 * DAY_MS, happen: async () => world.groups.set('S0SALES', [...team, 'U0FAY', 'U0NEW']) },
  ]
  for (let burst = 0; burst < BURSTS; burst++) {
    const at = burst === 0 ? Date.parse(friday) - begin : Math.floor(chance() * 18 * DAY_MS)
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
  const down = { from: day(1.6), until: day(2.125) }

  for (const { at, happen } of events.sort((a, b) => a.at - b.at)) {
    await until(begin + at)
    await happen()
  }
  await until(day(25).getTime())
  // By now nobody is reminded any more, so that only somebody's leaving can move a lead.
  const settled = await world.leads()
  world.gone.add('U0DAN')
  await flow.replaceOwners()
  await until(day(25).getTime() + 10 * HOUR_MS)
  await flow.replaceOwners()
  await until(day(DAYS).getTime())
  const absences = [
    { who: 'U0FAY', from: day(3), until: day(9) },
    { who: 'U0EVE', from: day(6), until: day(DAYS) },
    { who: 'U0DAN', from: day(25), until: day(DAYS) },
  ]
  return { settled, leads: await world.leads(), absences, down: { from: day(1), until: down.until } }

  /** Takes every step at its time, ten minutes at once. */
  async function until(end: number) {
    for (let next = await world.nextStep(); next && next.getTime() <= end; next = await world.nextStep()) {
      const at = Math.max(clock.now.getTime(), next.getTime() + 10 * MINUTE_MS)
      const isDown = at > down.from.getTime() && at < down.until.getTime()
      clock.now = isDown ? down.until : new Date(Math.min(at, Math.max(end, clock.now.getTime())))
      await world.settle()
      if (clock.now.getTime() >= end) break
    }
    clock.now = new Date(Math.max(clock.now.getTime(), end))
  }
}

const rowsOf = (lead: Lead) => lead.history.filter(({ what }) => PRESSING.has(what))
const isUrgent = ({ severity }: Lead) => severity === 'urgent'
/** Its time begins anew with an owner who comes in the place of one who is not there. */
const isFresh = ({ what, detail }: HistoryRow) =>
  what === 'routed' || (what === 'reassigned' && detail?.startsWith('the owner') === true)

/** Each reminder, and when the time began that it tells of. */
function reminders(lead: Lead): { since: Date; at: Date }[] {
  return lead.history.flatMap(({ what, at }, i) => {
    const begun = lead.history.slice(0, i).findLast(isFresh)
    return what === 'reminded' && begun ? [{ since: begun.at, at }] : []
  })
}

/** What was said more than once to the same person while it was the same time that ran. */
function repeated(lead: Lead): string[] {
  let round = 0
  const said = lead.history.flatMap((row) => {
    if (isFresh(row)) round++
    return PRESSING.has(row.what) ? [`${row.what} ${row.whom?.id} ${round}`] : []
  })
  return said.filter((one, i) => said.indexOf(one) < i)
}

describe.each<[string, Scenario]>([
  [
    'Berlin puts its clocks forward, with Easter',
    {
      start: '2026-03-23T00:00:00+01:00',
      zone: 'Europe/Berlin',
      holidays: ['2026-04-03', '2026-04-06'],
      friday: '2026-03-27T16:50:00+01:00',
    },
  ],
  [
    'Berlin puts them back',
    {
      start: '2026-10-19T00:00:00+02:00',
      zone: 'Europe/Berlin',
      holidays: ['2026-10-30'],
      friday: '2026-10-23T16:50:00+02:00',
    },
  ],
  [
    'New York puts its clocks forward',
    {
      start: '2026-03-02T00:00:00-05:00',
      zone: 'America/New_York',
      holidays: ['2026-03-17'],
      friday: '2026-03-06T16:50:00-05:00',
    },
  ],
  [
    'New York puts them back',
    {
      start: '2026-10-26T00:00:00-04:00',
      zone: 'America/New_York',
      holidays: ['2026-11-11'],
      friday: '2026-10-30T16:50:00-04:00',
    },
  ],
])('in three weeks in which %s', (_, scenario) => {
  it('everybody is reminded in time, at work and once, every lead is somebody’s who is there, and turns are even', async () => {
    const { settled, leads, absences, down } = await threeWeeks(scenario)
    const { isWork, minutesBetween } = wallClock(scenario.zone, scenario.holidays, new Date(scenario.start), DAYS + 1)
    expect(leads).toHaveLength(BURSTS * LEADS_A_BURST)
    const calm = leads.filter((lead) => !isUrgent(lead))
    const pressed = calm.flatMap(rowsOf)
    for (const what of PRESSING) expect(pressed.filter((row) => row.what === what).length).toBeGreaterThan(50)
    expect(pressed.filter(({ at }) => !isWork(at))).toEqual([])

    const isTimed = ({ since }: { since: Date }) => since < down.from || since > down.until
    const waits = calm
      .flatMap(reminders)
      .filter(isTimed)
      .map(({ since, at }) => minutesBetween(since, at))
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(14)
    expect(Math.max(...waits)).toBeLessThanOrEqual(15 + LATEST_MIN)
    const urgent = leads.filter(isUrgent).flatMap(reminders).filter(isTimed)
    expect(urgent.some(({ at }) => !isWork(at))).toBe(true)
    const passed = urgent.map(({ since, at }) => (at.getTime() - since.getTime()) / MINUTE_MS)
    expect(Math.min(...passed)).toBeGreaterThanOrEqual(15)
    expect(Math.max(...passed)).toBeLessThanOrEqual(15 + LATEST_MIN)
    expect(leads.flatMap(repeated)).toEqual([])

    const open = leads.filter(({ state }) => state === 'open')
    expect(open.length).toBeGreaterThan(100)
    expect(open.filter(({ owner, due }) => owner === null || due !== null)).toEqual([])
    for (const { who, from, until } of absences) {
      const given = leads.flatMap(({ history }) =>
        history.filter(({ at, whom }) => whom?.id === who && at > from && at < until),
      )
      expect(given.filter(({ what }) => what === 'reminded' || what === 'reassigned')).toEqual([])
    }
    expect(open.filter(({ owner }) => owner && ['U0EVE', 'U0DAN'].includes(owner.id))).toEqual([])
    expect(settled.filter(({ state, owner, due }) => state === 'open' && owner?.id === 'U0DAN' && !due)).not.toEqual([])

    const taken = calm.flatMap(({ history }) =>
      history.filter(({ what }) => what === 'routed').map(({ whom }) => whom?.id),
    )
    const turns = [...STAYING, 'U0DAN'].map((user) => taken.filter((who) => who === user).length)
    expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1)
    expect(taken).toContain('U0NEW')
  }, 120_000)
})
