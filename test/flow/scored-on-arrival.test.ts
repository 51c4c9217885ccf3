import { expect, it } from 'vitest'
import { NOTHING_LATER, type Ports } from '../../src/flow/ports.ts'
import type { Settings } from '../../src/lead/workspace.ts'
import { openSimulation, TEAM } from './simulated.ts'

const SAMPLE = { workspace: TEAM, endpoint: 'web', by: 'test' }

async function arrivalWith(settings: Partial<Settings>, isHere: boolean, more: Partial<Ports> = {}) {
  const ports = { later: { ...NOTHING_LATER, isHere }, ...more }
  const world = await openSimulation('arrival', settings, '2026-11-21T10:00:00Z', ports)
  await world.endpoint('web', { channel: null })
  const answer = await world.flow.testEndpoint(SAMPLE, 'routine')
  expect(answer.status).toBe(202)
  const [lead] = await world.leads()
  return { world, lead }
}

it('a lead is stored with its score where the process that takes it scores, too', async () => {
  const { world, lead } = await arrivalWith({}, true)
  expect(lead?.score).toMatchObject({ scoredBy: 'rules' })
  expect(lead?.history.map(({ what }) => what)).toEqual(['received', 'scored'])
  expect(lead?.owed.map(({ event }) => event)).toEqual(['lead.scored'])
  const scored = lead?.score
  await world.settle()
  const [after] = await world.leads()
  expect(after).toMatchObject({ score: scored, owed: [] })
  expect(after?.history).toHaveLength(2)
})

it('a process that only serves the web leaves the score to those that work', async () => {
  const { world, lead } = await arrivalWith({}, false)
  expect(lead?.score).toBeNull()
  await world.settle()
  expect((await world.leads())[0]?.score).not.toBeNull()
})

it('a lead that a rule routes is stored before it is scored, so that a repetition of it takes nobody a turn', async () => {
  const routing = [{ name: 'all', when: {}, route: { rotation: ['U0SAM', 'U0RILEY'] } }]
  const { world, lead } = await arrivalWith({ routing }, true)
  expect(lead).toMatchObject({ score: null, owner: null })
  await world.settle()
  expect((await world.leads())[0]).toMatchObject({ rule: 'all', owner: { id: 'U0SAM' } })
})

it('a lead is stored though its score cannot be had, and somebody hears why', async () => {
  const heard: unknown[] = []
  const broken = new Error('a mistake in the scoring')
  const fails = async () => {
    throw broken
  }
  const rubrics = { find: fails, lately: fails, save: fails }
  const { lead } = await arrivalWith({}, true, { rubrics, puzzled: (_, error) => heard.push(error) })
  expect(lead).toMatchObject({ score: null, state: 'open' })
  expect(heard).toEqual([broken])
})
