import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { postLead } from '../scripts/post-lead.ts'
import { WORDS } from '../src/slack/words/words.ts'
import { SOURCES } from '../src/sources/index.ts'
import { SCENARIOS } from '../src/sources/source.ts'
import { CHANNEL, JORDAN, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { cardOf, shownOn } from './support/slack.ts'

let world: SetUpWorld
beforeEach(async () => {
  world = await startSetUpWorld()
})
afterEach(() => world.stop())

type Row = { outcome: string; code: string | null; status: number; endpoint: string; lead_id: string | null }
type Made = { id: string; url: string; secret: string }
type Tested = { status: number; answer: { lead_id: string; status?: string; error?: { code: string } } }

const inboundLog = async (...filter: string[]) => (await world.admin('logs', 'inbound', ...filter)) as Row[]
const add = async (...flags: string[]) => (await world.admin('endpoint', 'add', ...flags)) as Made

/** How a lead signed with that secret is answered. */
async function answerTo(url: string, secret = world.secret): Promise<{ status: number; code?: string }> {
  const { status, body } = await postLead({ url: url + world.path, secret }, JORDAN)
  return { status, code: (body as { error?: { code: string } }).error?.code ?? 'none' }
}

describe('what an admin changes', () => {
  test('holds in every process: switched off, on again, slowed down, and removed', async () => {
    const urls = [(await world.start()).url, (await world.start()).url]
    const everywhere = (code: string) =>
      vi.waitFor(
        async () =>
          expect(await Promise.all(urls.map(async (url) => (await answerTo(url)).code))).toEqual([code, code]),
        5000,
      )
    await everywhere('none')
    await world.admin('endpoint', 'disable', 'web')
    await everywhere('endpoint_disabled')
    await world.admin('endpoint', 'enable', 'web')
    await everywhere('none')
    await world.admin('endpoint', 'edit', 'web', '--rate', '1', '--burst', '1')
    await everywhere('rate_limited')
    await world.admin('endpoint', 'remove', 'web')
    await everywhere('unknown_endpoint')
    expect(await world.admin('endpoint', 'list')).toEqual([])
    expect((await inboundLog()).map(({ code }) => code)).toContain('endpoint_disabled')
  })

  test('is in the audit log with who did it, and without a secret', async () => {
    await world.admin('endpoint', 'edit', 'web', '--severity', 'high', '--set', 'drop=ssn')
    const { secret } = (await world.admin('endpoint', 'rotate', 'web')) as Made
    await world.admin('endpoint', 'remove', 'web')
    const rows = ((await world.admin('logs', 'audit')) as { what: string }[])
      .filter(({ what }) => what.startsWith('endpoint'))
      .toReversed()
    expect(rows.map(({ what }) => what)).toEqual([
      'endpoint added',
      'endpoint changed',
      'endpoint secret rotated',
      'endpoint removed',
    ])
    expect(rows).toMatchObject([
      { by: 'test' },
      { detail: { name: 'web', before: { severity: null }, after: { severity: 'high', settings: ['drop'] } } },
      {},
      {},
    ])
    for (const known of [secret, world.secret, world.path]) expect(JSON.stringify(rows)).not.toContain(known)
  })

  test('comes back from show, secrets and secret settings masked; the list has no secret either', async () => {
    const flags = ['--rate', '7', '--burst', '9', '--severity', 'high', '--owner', 'U0RILEY', '--approve', '90']
    const made = await add(
      '--name',
      'form',
      '--source',
      'agentflow',
      '--channel',
      CHANNEL,
      '--set',
      'drop=a,b',
      ...flags,
    )
    const shown = await world.admin('endpoint', 'show', made.id)
    expect(shown).toMatchObject({
      ...{ name: 'form', source: 'agentflow', channel: CHANNEL, auth: 'signature', disabled: false, rate: 7, burst: 9 },
      ...{ severity: 'high', owner: 'U0RILEY', thresholds: { approve: 90, reject: null }, settings: { drop: 'a,b' } },
      secrets: [{ secret: `••••${made.secret.slice(-4)}`, valid_until: null }],
    })
    await world.admin('endpoint', 'edit', 'form', '--reject', '20', '--owner', 'none', '--set', 'drop=')
    const changed = await world.admin('endpoint', 'show', 'form')
    expect(changed).toMatchObject({ owner: null, thresholds: { approve: 90, reject: 20 }, settings: {}, rate: 7 })
    await world.admin('endpoint', 'edit', 'form', '--thresholds', 'workspace')
    expect(await world.admin('endpoint', 'show', 'form')).toMatchObject({ thresholds: null })
    const seen = JSON.stringify([shown, changed, await world.admin('endpoint', 'list')])
    for (const hidden of [made.secret, new URL(made.url).pathname.slice(4)]) expect(seen).not.toContain(hidden)
  })
})

/** What an admin may type, and what is said against it. */
const WRONG: readonly [string[], RegExp][] = [
  [['add', '--name', 'x', '--source', 'acme'], /no source "acme".*agentflow/],
  [['add', '--name', 'x', '--source', 'agentflow', '--set', 'color=red'], /"color".*drop/],
  [['add', '--name', 'x', '--source', 'agentflow', '--auth', 'none'], /signature/],
  [['add', '--name', 'web', '--source', 'agentflow'], /named "web" already/],
  [['edit', 'form', '--name', 'web'], /named "web" already/],
  [['edit', 'web', '--approve', '20', '--reject', '60'], /must not be above/],
  [['edit', 'web', '--map', '{"name":"n"}'], /takes no map/],
  [['add', '--name', 'x', '--source', 'agentflow', '--secret', '   '], /secret/],
  [['rotate', 'web', '--secret', 'x'.repeat(5000)], /at most 1024/],
  [['add', '--name', 'x', '--source', 'standard-webhooks', '--secret', 'whsec_no base64!'], /base64 after whsec_/],
  [['rotate', 'web', '--secret', 'its own'], /has already/],
  [['show', 'wbe'], /no endpoint "wbe".*form, web|no endpoint "wbe".*web, form/],
  [['edit', 'web', '--colour', 'red'], /colour/],
  [['test', 'web', '--case', 'odd'], /routine/],
]

test('what cannot be is refused, and why', async () => {
  await add('--name', 'form', '--source', 'agentflow')
  await world.admin('endpoint', 'rotate', 'web', '--secret', 'its own')
  for (const [line, why] of WRONG) await expect(world.admin('endpoint', ...line), line.join(' ')).rejects.toThrow(why)
})

test('a setting that names a destination which is not there is warned of, until it is', async () => {
  const lacking = async (...line: string[]) =>
    (await world.ask('endpoint', ...line)).remarks?.filter((remark) => remark.startsWith('There is no destination'))
  const flags = ['--name', 'phone', '--source', 'callurl', '--set', 'sms=crm']
  expect(await lacking('add', ...flags, '--set', 'callback=bto')).toEqual([expect.stringMatching(/"bto".*callback/)])
  expect(await lacking('edit', 'phone', '--set', 'sms=nobody', '--set', 'callback=crm')).toEqual([
    expect.stringMatching(/"nobody".*sms/),
  ])
  expect(await lacking('edit', 'phone', '--set', 'sms=')).toEqual([])
})

test('who removes a destination is told which endpoints name it', async () => {
  await world.admin(
    'endpoint',
    'add',
    '--name',
    'phone',
    '--source',
    'callurl',
    '--set',
    'sms=crm',
    '--set',
    'callback=bot',
  )
  const { remarks } = await world.ask('destination', 'remove', 'crm')
  expect(remarks).toEqual([
    expect.stringMatching(/^The endpoint "phone" names it as sms: .*endpoint edit phone --set sms=/),
  ])
})

describe('a rotation', () => {
  test('lets both secrets count, for a day unless told otherwise, and at most five', async () => {
    const { url } = await world.start()
    const before = Date.now()
    const rotated = (await world.admin('endpoint', 'rotate', 'web')) as { secret: string; old_valid_until: Date }
    expect((rotated.old_valid_until.getTime() - before) / 3_600_000).toBeCloseTo(24, 1)
    await vi.waitFor(async () => expect(await answerTo(url, rotated.secret)).toMatchObject({ code: 'none' }), 5000)
    expect(await answerTo(url)).toMatchObject({ code: 'none' })

    await world.admin('endpoint', 'rotate', 'web', '--secret', 'chosen by its sender')
    for (const _ of [3, 4]) await world.admin('endpoint', 'rotate', 'web')
    const { remarks } = await world.ask('endpoint', 'rotate', 'web')
    expect(remarks).toEqual([expect.stringMatching(/Only 5 secrets/)])
    await vi.waitFor(async () => expect(await answerTo(url)).toMatchObject({ code: 'invalid_signature' }), 5000)
    expect(await answerTo(url, 'chosen by its sender')).toMatchObject({ code: 'none' })
    expect(await world.admin('endpoint', 'show', 'web')).toMatchObject({ secrets: { length: 5 } })
  })

  test('without an overlap ends every other secret', async () => {
    const { url } = await world.start()
    await world.admin('endpoint', 'rotate', 'web')
    const { secret } = (await world.admin('endpoint', 'rotate', 'web', '--overlap-hours', '0')) as Made
    await vi.waitFor(async () => expect(await answerTo(url)).toMatchObject({ code: 'invalid_signature' }), 5000)
    expect(await answerTo(url, secret)).toMatchObject({ code: 'none' })
  })
})

describe('a test of an endpoint', () => {
  test('makes a lead that says so on its card, in its handoff and in the log', async () => {
    await world.admin('destination', 'edit', 'crm', '--events', 'lead.scored')
    await world.start()
    const { status, answer } = (await world.admin('endpoint', 'test', 'web')) as Tested
    expect({ status, answer }).toMatchObject({ status: 202, answer: { status: 'received' } })
    const handoff = await world.crm.waitFor(({ leadId }) => leadId === answer.lead_id)
    expect(handoff.json).toMatchObject({ event: 'lead.scored', test: true })
    expect(shownOn(world, await cardOf(world, answer.lead_id))).toContain(WORDS.card.test)
    expect(await inboundLog('--lead', answer.lead_id)).toMatchObject([{ outcome: 'received', status: 202 }])
    expect(await world.admin('show', answer.lead_id)).toMatchObject({ lead: { test: true } })
  })

  test('makes calls that every source understands', async () => {
    for (const { name } of SOURCES) {
      await add('--name', name, '--source', name)
      const tested = []
      for (const scenario of ['routine', ...SCENARIOS]) {
        const { status, answer } = (await world.admin('endpoint', 'test', name, '--case', scenario)) as Tested
        tested.push({ name, scenario, status, code: answer.error?.code ?? answer.status, lead: answer.lead_id })
      }
      expect(tested).toMatchObject([
        { scenario: 'routine', status: 202, code: 'received' },
        { scenario: 'routine', status: 202, code: 'received' },
        { scenario: 'incomplete', status: 422, code: 'validation_failed' },
        { scenario: 'sensitive', status: 202, code: 'received' },
      ])
    }
  })

  test('of a matter for a person makes a lead that waits for one', async () => {
    await add('--name', 'phone', '--source', 'callurl')
    const { answer } = (await world.admin('endpoint', 'test', 'phone', '--case', 'sensitive')) as Tested
    const { flags } = (await world.admin('show', answer.lead_id)) as { flags: string[] }
    expect(flags).toEqual(expect.arrayContaining(['needs_human', 'sensitive']))
  })

  test('follows the endpoint’s own map and schema', async () => {
    const map = { name: 'person.full\\.name', email: ['mails.0.address', 'email'], budget: 'money' }
    await add('--name', 'form', '--source', 'generic', '--map', JSON.stringify(map))
    const fields = [{ name: 'size', type: 'number', required: true, description: 'how many' }]
    await add('--name', 'phone', '--source', 'callurl', '--schema', JSON.stringify({ outcome: null, fields }))
    for (const name of ['form', 'phone'])
      expect((await world.admin('endpoint', 'test', name)) as Tested).toMatchObject({ status: 202 })
  })

  test('that is disabled is refused as its calls are', async () => {
    await world.admin('endpoint', 'disable', 'web')
    await expect(world.admin('endpoint', 'test', 'web')).rejects.toThrow(/enable it first/)
  })
})

const WAYS = SOURCES.flatMap(({ name, otherAuths }) =>
  [...new Set(['signature', ...Object.keys(otherAuths)])].map((auth) => [name, auth] as const),
)
/** Settings that some ways of proving oneself need. */
const HEADERS = ['--set', 'header=X-Shop-Hmac', '--set', 'encoding=base64', '--set', 'timestamp_header=X-Shop-Time']
const NEEDED: Record<string, string[]> = { 'generic header': ['--set', 'header=X-Shop-Key'], 'generic hmac': HEADERS }

test('the curl line of every source signs a lead that is taken, whichever way it proves itself', async () => {
  const { url } = await world.start()
  for (const [source, auth] of WAYS) {
    const way = `${source} ${auth}`
    const flags = ['--name', way, '--source', source, '--auth', auth, ...(NEEDED[way] ?? [])]
    const { data, remarks = [] } = await world.ask('endpoint', 'add', ...flags)
    const line = remarks.find((remark) => remark.includes('curl'))?.split('\n')[1] ?? ''
    expect(JSON.stringify(data)).not.toContain('curl')
    const { stdout } = await promisify(execFile)('sh', ['-c', line.replace('http://greenlight.invalid', url)])
    expect([way, stdout]).toEqual([way, expect.stringMatching(/"status":"(received|updated)"/)])
  }
}, 60_000)

test('a call that proves nothing is told where its proof goes', async () => {
  const { url } = await world.start()
  const ways = {
    header: /secret is missing\. Send it in the header x-shop-key\./,
    bearer: /as “Authorization: Bearer/,
    basic: /as the password of “Authorization: Basic/,
    url: /in the URL, as \?secret=…\./,
    hmac: /signature header is missing\. Sign the raw body/,
  }
  for (const [auth, words] of Object.entries(ways)) {
    const needed = auth === 'header' ? ['--set', 'header=X-Shop-Key'] : []
    const made = await add('--name', auth, '--source', 'generic', '--auth', auth, ...needed)
    const response = await fetch(url + new URL(made.url).pathname, { method: 'POST', body: '{}' })
    expect(await response.json()).toMatchObject({
      error: { code: 'missing_signature', message: expect.stringMatching(words) },
    })
  }
})

test('a secret of one direction counts for nothing in the other', async () => {
  const { url } = await world.start()
  expect(await answerTo(url, world.destination.signing_secret)).toMatchObject({ code: 'invalid_signature' })
  expect(await answerTo(url)).toMatchObject({ code: 'none' })
})

test('a lead is answered before anybody works on it', async () => {
  const lead = await world.send((await world.start({ ROLE: 'web' })).url)
  const scoreOf = async () => ((await world.admin('show', lead)) as { score: unknown }).score
  expect(await scoreOf()).toBeNull()
  await world.start({ ROLE: 'worker' })
  await vi.waitFor(async () => expect(await scoreOf()).not.toBeNull(), 20_000)
})

test('nothing of a body is looked at before its signature holds', async () => {
  const { url } = await world.start()
  for (const body of ['{', 'no json', '{"name":"Nobody"}', '[]']) {
    const forged = { 'x-agentflow-signature': `sha256=${'0'.repeat(64)}`, 'x-agentflow-timestamp': '1' }
    const response = await fetch(url + world.path, { method: 'POST', headers: forged, body })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_signature' } })
  }
})

test('the inbound log tells what was taken and what was refused, by endpoint, reason and lead, and show counts', async () => {
  const { url } = await world.start()
  const form = await add('--name', 'form', '--source', 'agentflow')
  const lead = await world.send(url)
  await Promise.all(Array.from({ length: 3 }, () => answerTo(url, 'wrong')))
  await postLead({ url: url + new URL(form.url).pathname, secret: form.secret }, { name: 'Nobody' })
  expect(await inboundLog('--lead', lead)).toMatchObject([{ outcome: 'received', code: null, endpoint: 'web' }])
  const wrong = await inboundLog('--code', 'invalid_signature')
  expect(wrong).toHaveLength(3)
  expect(wrong[0]).toMatchObject({ outcome: 'rejected', status: 401, endpoint: 'web', lead_id: null })
  expect(await inboundLog('--endpoint', 'form')).toMatchObject([{ code: 'validation_failed', status: 422 }])
  expect((await inboundLog('--endpoint', 'web')).map(({ outcome }) => outcome).toSorted()).toEqual([
    'received',
    ...['rejected', 'rejected', 'rejected'],
  ])
  expect(await inboundLog('--limit', '2')).toHaveLength(2)
  await vi.waitFor(async () => {
    expect(await world.admin('endpoint', 'show', 'web')).toMatchObject({ refusals: { invalid_signature: 3 } })
  }, 5000)
})
