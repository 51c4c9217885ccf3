import { expect, test } from 'vitest'
import type { Settings } from '../../src/lead/workspace.ts'
import { openSimulation, TEAM } from './simulated.ts'

type Changes = Partial<Record<keyof Settings, unknown>>

async function twoAdmins(settings: Partial<Settings> = {}) {
  const { flow, other, stores } = await openSimulation('settings', settings, '2026-11-21T10:00:00Z')
  const change = (on: typeof flow, by: string, changesOf: (before: Settings) => Changes) =>
    on.changeSettings({ workspace: TEAM, by, changesOf })
  return {
    ann: (changesOf: (before: Settings) => Changes) => change(flow, 'U0ANN', changesOf),
    bob: (changesOf: (before: Settings) => Changes) => change(other, 'U0BOB', changesOf),
    settings: async () => (await stores.workspaces.find(TEAM))?.settings,
  }
}

const rule = (name: string) => ({ name, when: {}, route: { channel: 'C0HOT' } })
const adding = (name: string) => (before: Settings) => ({ routing: [...before.routing, rule(name)] })

test('two admins who add a rule of routing in the same instant both find it', async () => {
  const { ann, bob, settings } = await twoAdmins()
  const names = Array.from({ length: 6 }, (_, i) => `rule ${i}`)
  await Promise.all(names.map((name, i) => (i % 2 === 0 ? ann : bob)(adding(name))))
  expect((await settings())?.routing.map(({ name }) => name).sort()).toEqual(names)
})

test('of two thresholds that do not go together, only the first is set', async () => {
  const { ann, bob, settings } = await twoAdmins()
  const outcomes = await Promise.allSettled([ann(() => ({ auto_approve: 50 })), bob(() => ({ auto_reject: 60 }))])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'bad_input', message: 'auto_reject must not be above auto_approve' },
  })
  const { auto_approve: approve, auto_reject: reject } = (await settings()) ?? {}
  expect([approve, reject]).toEqual(outcomes[0].status === 'fulfilled' ? [50, null] : [null, 60])
})
