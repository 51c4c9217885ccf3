import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from './support/eventually.ts'
import { CHANNEL, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { ADMIN, cardOf } from './support/slack.ts'

type Row = { what: string; by: string; outcome: string; detail: Record<string, unknown> }

async function aWorld(): Promise<SetUpWorld> {
  const world = await startSetUpWorld({ slack: { limits: false } })
  onTestFinished(() => world.stop())
  return world
}

const auditOf = async (world: SetUpWorld, ...flags: string[]) => (await world.admin('logs', 'audit', ...flags)) as Row[]

test('the audit log has who changed what, from what to what, and no secret', async () => {
  const world = await aWorld()
  await world.admin('settings', 'set', 'auto_reject=7')
  const mapping = '{"a.b": {"$from": "email"}}'
  const header = 'X-Key: a-very-secret-value'
  await world.admin('destination', 'edit', 'crm', '--name', 'hub', '--header', header, '--mapping', mapping)
  await world.admin('endpoint', 'edit', 'web', '--name', 'web', '--channel', 'C0HOT')
  await world.admin('endpoint', 'add', '--name', 'chat', '--source', 'agentflow')
  await expect(world.admin('endpoint', 'edit', 'chat', '--name', 'web')).rejects.toThrow(/already/)
  const rows = await auditOf(world, '--limit', '5')
  expect(rows).toMatchObject([
    { what: 'endpoint changed', outcome: 'failed', detail: { before: { name: 'chat' }, after: { name: 'web' } } },
    { what: 'endpoint added', outcome: 'done' },
    { what: 'endpoint changed', detail: { before: { channel: CHANNEL }, after: { channel: 'C0HOT' } } },
    {
      what: 'destination changed',
      detail: {
        before: { name: 'crm', headers: [], mapping: null },
        after: { name: 'hub', headers: ['x-key'], mapping: JSON.parse(mapping) },
      },
    },
    { by: 'test', what: 'settings changed', detail: { before: { auto_reject: null }, after: { auto_reject: 7 } } },
  ])
  expect(JSON.stringify(await auditOf(world))).not.toMatch(/a-very-secret-value|\/hook/)
})

test('it has what people decided too, by whom and why, and is exported whole', async () => {
  const world = await aWorld()
  const { url } = await world.start()
  const card = await cardOf(world, await world.send(url))
  await world.slack.click({ user: 'U0RILEY', channel: CHANNEL, ts: card.ts, text: 'Approve' })
  const decided = await eventually(async () => (await auditOf(world, '--by', 'U0RILEY'))[0], 'a decision in the log')
  expect(decided).toMatchObject({
    what: 'approved',
    by: 'U0RILEY',
    detail: { lead: expect.stringMatching(/^lead_/) },
  })
  const { file } = await world.ask('export', 'audit', '--since', '1d')
  let text = ''
  for await (const piece of file?.text() ?? []) text += piece
  expect(text).toMatch(/^\uFEFFat,what,by,outcome,detail\r\n.*approved,U0RILEY.*settings changed,test.*endpoint added/s)
  expect(await auditOf(world, '--until', '2020-01-01')).toEqual([])
})

test('a change whose process died at that moment is in the log all the same', async () => {
  const world = await aWorld()
  const { child } = await world.spawn({ FAULT_POINT: 'audited.changed' })
  const died = once(child, 'exit')
  await world.slack.command({ user: ADMIN, channel: CHANNEL, text: '/leads settings set auto_approve=91' })
  await died
  expect(await world.admin('settings')).toMatchObject({ auto_approve: 91 })
  const [row] = await auditOf(world)
  expect(row).toMatchObject({ by: ADMIN, outcome: 'begun', detail: { after: { auto_approve: 91 } } })
})
