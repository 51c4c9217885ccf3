import { afterEach, expect, test } from 'vitest'
import { erased } from '../src/lead/erased.ts'
import type { Lead } from '../src/lead/lead.ts'
import { decided } from '../src/lead/transitions.ts'
import { openStores } from './mongo/stores.ts'
import { type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { ARRIVED, aLead, aPerson } from './support/leads.ts'
import { RILEY } from './support/slack.ts'

let world: SetUpWorld | undefined
afterEach(() => world?.stop())

function decidedLead(n: number, overrides: Partial<Lead> = {}, by = aPerson()): Lead {
  const outcome = n % 2 === 0 ? 'approved' : 'rejected'
  const lead = aLead({ id: `lead_${n}`, email: `lead${n}@mail.example`, ...overrides })
  const at = new Date(ARRIVED.getTime() + n * 1000)
  return decided(lead, { outcome, by, reason: null, note: null, owner: null, undoSeconds: 0 }, at)
}

test("only people's decisions about leads that are not erased are learned from, the newest first, each workspace its own", async () => {
  const { leads } = await openStores('decided')
  const kept = [0, 1, 2, 3].map((n) => decidedLead(n))
  const auto = decidedLead(4, {}, aPerson({ kind: 'auto' }))
  const others = [
    auto,
    decidedLead(5, { test: true }),
    decidedLead(6, { workspace: 'T0ELSE' }),
    aLead({ id: 'lead_7' }),
    erased(decidedLead(8), aPerson(), ARRIVED),
  ]
  for (const lead of [...kept, ...others]) {
    await leads.insert(lead, {
      dedupeKey: lead.id,
      bodyHash: '',
      rememberedUntil: ARRIVED,
      requestId: '',
      address: '',
      bytes: 0,
      ms: 0,
    })
  }
  const ids = []
  for await (const batch of leads.decided('T0OURS', null, 10)) ids.push(...batch.map(({ id }) => id))
  expect(ids).toEqual(['lead_3', 'lead_2', 'lead_1', 'lead_0'])
  expect(await leads.countDecided('T0OURS', null, 10)).toEqual({ approved: 2, rejected: 2 })
  expect(await leads.countDecided('T0OURS', new Date(ARRIVED.getTime() + 1000), 10)).toEqual({
    approved: 1,
    rejected: 1,
  })
})

/** A hundred leads that a person decided by one field. */
async function decideAHundred({ flow, slack, send }: SetUpWorld, url: string): Promise<void> {
  const workspace = slack.state.team.id
  for (let n = 0; n < 100; n++) {
    const wanted = n % 2 === 0
    const leadId = await send(url, leadFrom(n, wanted ? 'Reference' : 'Cold list'))
    const click = { workspace, leadId, by: aPerson({ id: RILEY }), standing: null, cardTs: null, revision: null }
    await flow.decideLead(click, {
      outcome: wanted ? 'approved' : 'rejected',
      reason: null,
      note: null,
      due: null,
      owner: null,
    })
  }
}

function leadFrom(n: number, origin: string) {
  return { name: `Lead ${n}`, email: `lead${n}@mail.example`, 'Lead Origin': origin }
}

test("a team's own decisions score its next leads, with its reasons", async () => {
  world = await startSetUpWorld()
  const { url } = await world.start()
  await expect(world.admin('train')).rejects.toThrow('100 decisions are needed')
  await decideAHundred(world, url)
  const training = await world.admin('train')
  expect(training).toMatchObject({ version: 1, decisions: 100, approvals: 50, auc: 1 })
  expect(await world.admin('train')).toMatchObject({ version: 2 })

  await expect
    .poll(async () => (await scoredLead(url, 'Reference')).scored_by, { timeout: 20_000, interval: 500 })
    .toBe('learned')
  const good = await scoredLead(url, 'Reference')
  const bad = await scoredLead(url, 'Cold list')
  expect(good).toMatchObject({ scored_by: 'learned', fallback: 'no_model' })
  expect(good.score).toBeGreaterThan(80)
  expect(bad.score).toBeLessThan(20)
  expect(good.learned.factors[0]?.label).toBe('Lead Origin: Reference')

  expect(await world.admin('stats', 'scores')).toMatchObject({
    decisions: 100,
    calibrated: true,
    model: { version: 2 },
  })
  const { data, remarks } = await world.ask('stats')
  expect(data).toMatchObject({ scores: { decisions: 100, calibrated: true, calibration: {} } })
  const bars = Object.entries((data as { scores: { calibration: Record<string, string> } }).scores.calibration)
  expect(
    bars.every(([tenth, bar]) => /^scored \d+ to \d+$/.test(tenth) && /^[▇░]{10} \d+ % of \d+ approved$/.test(bar)),
  ).toBe(true)
  expect(bars.length).toBeGreaterThan(0)
  expect(remarks).toContainEqual(
    expect.stringMatching(/^The score would have auto-approved \d+; you approved \d+ of them/),
  )
})

type Shown = {
  lead_id: string
  scored_by: string
  score: number
  fallback: string
  learned: { factors: { label: string }[] }
}
let sent = 1000

async function scoredLead(url: string, origin: string): Promise<Shown> {
  if (!world) throw new Error('there is no world')
  const { admin, send } = world
  const leadId = await send(url, leadFrom(sent++, origin))
  const score = async () => ((await admin('show', leadId)) as { score: Shown | null }).score
  await expect.poll(score).not.toBeNull()
  return { ...(await score()), lead_id: leadId } as Shown
}
