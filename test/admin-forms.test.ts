import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rubricFile } from '../src/scoring/read-rubric.ts'
import { USUAL_RUBRIC } from '../src/scoring/rubric.ts'
import { seen } from './slack/seen.ts'
import { type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { ADMIN, formBy } from './support/slack.ts'

let world: SetUpWorld
beforeAll(async () => {
  world = await startSetUpWorld({ slack: { limits: false } })
  await world.start()
})
afterAll(() => world.stop())

const form = (line: string) => formBy(world, line)

const submit = (viewId: string, fields: Record<string, string | string[]>, step = 0) =>
  world.slack.submit({
    user: ADMIN,
    viewId,
    values: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [step > 0 ? `${name}~${step}` : name, { [name]: value }]),
    ),
  })

const modal = () => world.slack.until(() => world.slack.modal(ADMIN), 'a modal')

describe('a form of an admin', () => {
  test('shows every setting as it stands, and saves only what was changed', async () => {
    const opened = await form('settings set')
    const labels = seen(opened.blocks)
    const { routing, ...all } = (await world.admin('settings')) as Record<string, unknown>
    expect(routing).toBe('off')
    for (const name of Object.keys(all)) expect(labels.toLowerCase()).toContain(name.replaceAll('_', ' '))
    expect(labels).toMatch(
      /AI budget USD.*Time to answer.*SLA.*Minutes of work.*How long things are kept.*Retention days/s,
    )
    await submit(opened.id, { auto_approve: '91', digest: 'weekly' })
    expect(seen((await modal())?.blocks)).toMatch(/auto approve.*91/is)
    expect(await world.admin('settings')).toMatchObject({ auto_approve: 91, digest: 'weekly', undo_seconds: 0 })
  })

  test('undoes nothing that somebody changed since it was opened', async () => {
    const opened = await form('settings set')
    await world.admin('settings', 'set', 'auto_reject=7')
    const outdated = await submit(opened.id, { digest: 'daily' })
    expect(outdated.errors).toEqual({ auto_approve: expect.stringMatching(/since the form was opened/) })
    expect(await world.admin('settings')).toMatchObject({ auto_reject: 7, digest: 'weekly' })
    await submit((await form('settings set')).id, { digest: 'daily' })
    expect(await world.admin('settings')).toMatchObject({ auto_reject: 7, digest: 'daily' })
  })

  test('says what is wrong with a setting where it stands', async () => {
    const opened = await form('settings set')
    const refused = await submit(opened.id, { time_zone: 'Berlin' })
    expect(refused.errors).toEqual({ time_zone: expect.stringMatching(/IANA/) })
    expect(await world.admin('settings')).toMatchObject({ time_zone: 'UTC' })
  })

  test('edits the criteria one by one, and says what is wrong with one where it stands', async () => {
    const opened = await form('rubric set')
    const { criteria } = rubricFile(USUAL_RUBRIC)
    const values = criteria.map((one) => JSON.stringify(one))
    for (const { label } of criteria) expect(seen(opened.blocks)).toContain(label)
    const all = (texts: string[]) => Object.fromEntries(texts.map((text, at) => [`criterion.${at + 1}`, text]))
    const noJson = await submit(opened.id, all(values.with(2, '{"id": ')))
    expect(noJson.errors).toEqual({ 'criterion.3': expect.stringMatching(/JSON/) })
    const noAxis = await submit(opened.id, all(values.with(3, JSON.stringify({ ...criteria[3], axis: 'luck' }))))
    expect(noAxis.errors).toEqual({ 'criterion.4': expect.stringMatching(/fit or intent/) })
    expect(await world.admin('rubric', 'show')).toMatchObject({ version: 0 })
    await submit(opened.id, all(values.with(0, JSON.stringify({ ...criteria[0], label: 'Wish stated' }))))
    expect(await world.admin('rubric', 'show')).toMatchObject({
      version: 1,
      criteria: [{ label: 'Wish stated' }, ...criteria.slice(1)],
    })
  })

  test('edits a destination without ever showing its address or headers', async () => {
    await world.admin('destination', 'edit', 'crm', '--header', 'X-Key: a-very-secret-value')
    const opened = await form('destination edit crm')
    const all = JSON.stringify(opened.blocks)
    expect(all).toContain('x-key')
    expect(all).not.toMatch(/a-very-secret-value|\/hook/)
    await submit(opened.id, { concurrency: '3' })
    const after = await world.admin('destination', 'show', 'crm')
    expect(after).toMatchObject({ concurrency: 3, headers: { 'x-key': '••••alue' }, events: expect.any(Array) })
  })

  test('edits an endpoint as it stands, without the values of its settings, and takes away what was emptied', async () => {
    await world.admin('endpoint', 'edit', 'web', '--owner', 'U0RILEY', '--approve', '90', '--set', 'drop=hush')
    const opened = await form('endpoint edit web')
    const all = JSON.stringify(opened.blocks)
    expect(all).toMatch(/"initial_user":"U0RILEY".*Set now: drop/)
    expect(all).not.toContain('hush')
    const kept = { name: 'web', rate: '50', burst: '200' }
    const refused = await submit(opened.id, { ...kept, rate: 'fast' })
    expect(refused.errors).toEqual({ rate: expect.stringMatching(/whole number/) })
    const before = await world.admin('endpoint', 'show', 'web')
    await submit(opened.id, { ...kept, severity: 'high', approve: '90', owner: '' })
    expect(await world.admin('endpoint', 'show', 'web')).toEqual({
      ...(before as object),
      severity: 'high',
      owner: null,
    })
  })

  test('makes an endpoint with its owner, severity and proof, and says at the field what is wrong with it', async () => {
    const opened = await form('endpoint add')
    const generic = { text: { type: 'plain_text', text: 'generic' }, value: 'generic' }
    const chosen = { viewId: opened.id, actionId: 'form.choice.source', given: { selected_option: generic } }
    const source = { source: { 'form.choice.source': 'generic' } }
    await world.slack.click({ user: ADMIN, ...chosen, values: source })
    await world.slack.until(() => /Field map/.test(seen(world.slack.modal(ADMIN)?.blocks)))
    const send = (fields: Record<string, string>) =>
      world.slack.submit({
        user: ADMIN,
        viewId: opened.id,
        values: {
          ...source,
          ...Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, { [name]: one }])),
        },
      })
    const kiosk = { name: 'kiosk', owner: 'U0RILEY', severity: 'high', auth: 'header' }
    expect((await send({ ...kiosk, map: '{"name' })).errors).toEqual({ map: 'Must hold JSON' })
    expect((await send({ ...kiosk, map: '{"name": 5}' })).errors).toEqual({
      map: expect.stringMatching(/^At name: must be a/),
    })
    expect((await send(kiosk)).errors).toEqual({ set: expect.stringMatching(/header: is missing.*X-Signature/) })
    await send({ ...kiosk, set: 'header=X-Kiosk' })
    expect(await world.admin('endpoint', 'show', 'kiosk')).toMatchObject({
      owner: 'U0RILEY',
      severity: 'high',
      auth: 'header',
      settings: { header: 'X-Kiosk' },
    })
    await world.admin('endpoint', 'remove', 'kiosk')
  })

  test('makes a rule of routing, shows it again, and puts it where it is wanted', async () => {
    const opened = await form('routing add')
    expect(seen(opened.blocks)).toMatch(/Leads for which all of this holds.*What comes of them.*15\/45\/60/s)
    const rule = { name: 'hot', endpoint: ['web'], band: ['approve'], field: 'plan=pro\nplan=team', sla: '5/15/30' }
    const refused = await submit(opened.id, { ...rule, owner: 'U0RILEY', group: 'S0SALES' })
    expect(refused.errors).toEqual({ owner: expect.stringMatching(/one of owner, people and group/) })
    expect((await submit(opened.id, { ...rule, group: '@sales' })).errors).toHaveProperty('group')
    expect((await submit(opened.id, { ...rule, sla: 'soon' })).errors).toHaveProperty('sla')
    await submit(opened.id, { ...rule, people: ['U0RILEY', 'U0MORGAN'] })
    const hot = {
      name: 'hot',
      when: { endpoint: ['web'], band: ['approve'], fields: { plan: ['pro', 'team'] } },
      route: { rotation: ['U0RILEY', 'U0MORGAN'], sla: '5/15/30' },
    }
    expect(await world.admin('routing', 'show')).toEqual([hot])
    await world.admin('routing', 'add', '--name', 'all', '--owner', 'U0ALEX')
    await world.admin('routing', 'add', '--name', 'first', '--source', 'agentflow', '--group', 'S0SALES', '--at', '1')
    const again = await form('routing add hot')
    const shown = JSON.stringify(again.blocks)
    expect(shown).toMatch(/"initial_value":"plan=pro\\nplan=team".*"initial_users":\["U0RILEY","U0MORGAN"\]/)
    await submit(again.id, { name: 'hotter', people: [], owner: 'U0MORGAN', at: '2' })
    const names = async () => ((await world.admin('routing', 'show')) as { name: string }[]).map(({ name }) => name)
    expect(await names()).toEqual(['first', 'hotter', 'all'])
    await world.admin('routing', 'remove', 'first')
    expect(await names()).toEqual(['hotter', 'all'])
    await expect(world.admin('routing', 'remove', 'nobody')).rejects.toThrow(/Known ones: hotter, all/)
  })

  test('shows what a mapping makes of a lead and what gets lost, before it saves', async () => {
    const opened = await form('destination map crm')
    const wrong = await submit(opened.id, { mapping: '{"a": ' })
    expect(wrong.errors).toEqual({ mapping: expect.stringMatching(/no JSON/) })
    await submit(opened.id, { mapping: '{"mail": {"$from": "email"}, "x": {"$from": "no_such"}}' })
    const preview = await world.slack.until(
      () => /would be sent as/.test(seen(world.slack.modal(ADMIN)?.blocks)) && world.slack.modal(ADMIN),
    )
    expect(seen(preview?.blocks)).toMatch(/"mail".*no_such/s)
    expect(await world.admin('destination', 'show', 'crm')).toMatchObject({ mapping: null })
    await submit(preview?.id ?? '', { mapping: '{"mail": {"$from": "email"}}' }, 1)
    expect(await world.admin('destination', 'show', 'crm')).toMatchObject({ mapping: null })
    const second = await modal()
    expect(seen(second?.blocks)).not.toMatch(/no_such/)
    const kept = JSON.stringify({ mail: { $from: 'email' } }, null, 2)
    await submit(second?.id ?? '', { mapping: kept }, 2)
    expect(await world.admin('destination', 'show', 'crm')).toMatchObject({ mapping: { mail: { $from: 'email' } } })
  })

  test('asks for what the chosen kind of destination needs', async () => {
    const opened = await form('destination add')
    expect(JSON.stringify(opened.blocks)).toContain('"url"')
    const kind = { text: { type: 'plain_text', text: 'hubspot' }, value: 'hubspot' }
    const chosen = { viewId: opened.id, actionId: 'form.choice.kind', given: { selected_option: kind } }
    await world.slack.click({ user: ADMIN, ...chosen, values: { kind: { 'form.choice.kind': 'hubspot' } } })
    await world.slack.until(() => /id_property/.test(seen(world.slack.modal(ADMIN)?.blocks)))
    expect(JSON.stringify(world.slack.modal(ADMIN)?.blocks)).not.toContain('"url"')
    const named = { name: { name: 'hub' }, kind: { 'form.choice.kind': 'hubspot' } }
    const refused = await world.slack.submit({ user: ADMIN, viewId: opened.id, values: named })
    expect(refused.errors).toEqual({ 'set.token': expect.any(String) })
    const token = { 'set.token': { 'set.token': 'pat-na1-0123456789' } }
    await world.slack.submit({ user: ADMIN, viewId: opened.id, values: { ...named, ...token } })
    const hub = await world.slack.until(() => world.admin('destination', 'show', 'hub').catch(() => null))
    expect(await hub).toMatchObject({ kind: 'hubspot', settings: { token: '••••6789' } })
  })
})
