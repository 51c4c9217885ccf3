import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { JORDAN, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { shell } from './support/shell.ts'
import { cardOf, lineOf } from './support/slack.ts'

let world: SetUpWorld
afterEach(() => world.stop())

const NESTED = {
  contact: { 'E-Mail': { $from: 'email' }, Surname: { $last: 'name' } },
  deal: { title: { $template: '{{company}}: {{name}}' }, size: { $from: 'fields.team size', $number: true } },
  'ref.id': { $from: 'lead_id' },
}
const STRICT = { ...NESTED, budget: { $from: 'fields.budget', $required: true } }
const LEAD = { ...JORDAN, 'team size': '45', budget_note: 'approved' }

type Row = { id: string; state: string; hint: string | null; attempts: unknown[] }
type Preview = {
  lead_id: string | null
  mapping: unknown
  raw: unknown
  sent: unknown
  lints: { code: string; message: string }[]
}
const map = (...words: string[]) => world.admin('destination', 'map', 'crm', ...words) as Promise<Preview>
const edit = (mapping: unknown) =>
  world.admin(
    'destination',
    'edit',
    'crm',
    '--mapping',
    typeof mapping === 'string' ? mapping : JSON.stringify(mapping),
  )

/** A lead that is told on scoring, so that no click is needed. */
async function startTelling() {
  world = await startSetUpWorld()
  await world.admin('destination', 'edit', 'crm', '--events', 'lead.scored')
  return world.start()
}

describe('a mapped destination', () => {
  test('is sent nested JSON under its own names, signed as it is sent', async () => {
    const { url } = await startTelling()
    await edit(NESTED)
    const id = await world.send(url, LEAD)
    const arrived = await world.crm.waitFor(({ body }) => String(body).includes(id))
    expect(JSON.parse(String(arrived.body))).toEqual({
      contact: { 'E-Mail': JORDAN.email, Surname: 'Ellis' },
      deal: { title: 'Stacklane: Jordan Ellis', size: 45 },
      'ref.id': id,
    })
    expect(arrived.signatures).toMatchObject({ agentflow: { kind: 'held' }, standard: { kind: 'held' } })
    expect(arrived.headers['idempotency-key']).toBe(arrived.headers['webhook-id'])
    await lineOf(world, await cardOf(world, id), /delivered, 200/)
    const [logged] = await world.flow.handoffLog('T0LOCAL', { limit: 1 })
    expect(logged?.attempts[0]?.requestBody).toBe(String(arrived.body))
  })

  test('is sent nothing where the mapping does not fit the lead; corrected, a retry delivers under the same id', async () => {
    const { url } = await startTelling()
    await edit(STRICT)
    const card = await cardOf(world, await world.send(url, LEAD))
    await lineOf(world, card, /parked: nothing was sent: the mapping does not fit this lead\. \$\.budget is required/)
    const [parked] = (await world.admin('logs', 'handoffs')) as Row[]
    expect(parked).toMatchObject({ state: 'parked', attempts: [] })
    expect(world.crm.received).toHaveLength(0)

    await edit({ ...STRICT, budget: { $from: ['fields.budget', 'fields.budget_note'], $required: true } })
    await world.admin('retry', parked?.id ?? '')
    const arrived = await world.crm.waitFor(({ json }) => (json as { budget?: string } | null)?.budget === 'approved')
    expect(arrived.headers['webhook-id']).toBe(parked?.id)
    await lineOf(world, card, /delivered, 200/)
  })

  test('goes back to the default body with none', async () => {
    world = await startSetUpWorld()
    await edit(NESTED)
    await world.admin('destination', 'test', 'crm')
    expect(world.crm.received.at(-1)?.json).toMatchObject({ contact: { Surname: 'Lead' } })
    await edit('none')
    await world.admin('destination', 'test', 'crm')
    expect(world.crm.received.at(-1)?.json).toMatchObject({ schema_version: 1, event: 'test' })
  })
})

describe('the shell', () => {
  test('reads the file that --mapping names, and tells what is lost on stderr', async () => {
    world = await startSetUpWorld()
    const file = join(mkdtempSync(join(tmpdir(), 'mapping-')), 'crm.json')
    writeFileSync(file, JSON.stringify(NESTED))
    const saved = await shell(world, 'destination', 'edit', 'crm', '--mapping', file, '--json')
    expect(JSON.parse(saved.stdout)).toMatchObject({ mapping: NESTED })
    expect(saved.stderr).toMatch(/Note: A made-up lead would be sent as .*Note: warning: \$ "phone" is not sent/s)
    expect(await shell(world, 'destination', 'edit', 'crm', '--mapping', `${file}.bak`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be read'),
    })
    const taken = await shell(world, 'destination', 'edit', 'crm', '--mapping', 'none', '--json')
    expect(JSON.parse(taken.stdout)).toMatchObject({ mapping: null })
  }, 120_000)
})

describe('before a mapping is saved', () => {
  test('a dry run with the newest lead shows the raw body, what would be sent, and what is dropped or renamed', async () => {
    const { url } = await startTelling()
    const id = await world.send(url, LEAD)
    const preview = await map('--mapping', JSON.stringify(NESTED))
    expect(preview.lead_id).toBe(id)
    expect(preview.raw).toMatchObject({ lead_id: id, fields: { budget_note: 'approved' } })
    expect(preview.sent).toMatchObject({ contact: { 'E-Mail': JORDAN.email } })
    const said = preview.lints.map(({ code, message }) => `${code}: ${message}`)
    expect(said).toContain('dropped: "fields.budget_note" is not sent: nothing in the mapping reads it')
    expect(said).toContain('renamed: "email" is sent as "E-Mail"')
    expect(await world.admin('destination', 'show', 'crm')).toMatchObject({ mapping: null })

    await map('--mapping', JSON.stringify(NESTED), '--lead', id, '--save')
    expect(await world.admin('destination', 'show', 'crm')).toMatchObject({ mapping: NESTED })
    expect(await map()).toMatchObject({ lead_id: id, mapping: NESTED, sent: preview.sent })
  })

  test('where there is no lead yet, a made-up one is shown; presets are a start', async () => {
    world = await startSetUpWorld()
    const preview = await map('--preset', 'salesforce')
    expect(preview).toMatchObject({ lead_id: null, sent: { LastName: 'Lead', Company: 'Example Company' } })
    await expect(map('--save')).rejects.toThrow('nothing to save')
    await expect(map('--lead', 'lead_other')).rejects.toThrow('There is no lead lead_other here.')
  })

  test('mistakes are refused with their places, and nothing is saved', async () => {
    world = await startSetUpWorld()
    await expect(edit({ a: { $form: 'email' }, b: { $template: '{{' } })).rejects.toThrow(
      /\$\.a\.\$form is not known; did you mean \$from\?.*\$\.b\.\$template must write/s,
    )
    await expect(edit('{"a": }')).rejects.toThrow(/^The mapping is no JSON: Unexpected token '}'/)
    expect(await world.admin('destination', 'show', 'crm')).toMatchObject({ mapping: null })
  })

  test('saving tells what a lead would be sent as, and what gets lost', async () => {
    world = await startSetUpWorld()
    const ask = { workspace: 'T0LOCAL', by: 'test', destination: 'crm' }
    const { warnings } = await world.flow.editDestination(ask, { mapping: { mail: { $from: 'emial' } } })
    expect(warnings).toEqual(
      expect.arrayContaining([
        'A made-up lead would be sent as {"mail":null}',
        'warning: $.mail a handoff has no "emial"; did you mean "email"?',
        'warning: $ "email" is not sent: nothing in the mapping reads it',
      ]),
    )
  })
})
