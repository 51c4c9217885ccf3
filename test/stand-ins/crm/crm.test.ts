import { createHmac, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Behaviour, type Crm, startCrm } from './index.ts'

const secret = `whsec_${randomBytes(32).toString('base64')}`
let crm: Crm

beforeEach(async () => {
  crm = await startCrm()
  const { close } = crm
  onTestFinished(() => close())
})

const lead = { event: 'lead.qualified', lead_id: 'lead_1', name: 'Ada <b>', score: 91, decision: 'approved' }

type Letter = { id: string; body: string; key: string; at: number }

/** Signed by hand, so that these tests lean on no code of the product. */
function signed({ id, body, key, at }: Letter): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000))
  return {
    'content-type': 'application/json',
    'x-agentflow-timestamp': timestamp,
    'x-agentflow-signature': `sha256=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`,
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': new Webhook(key).sign(id, new Date(at), body),
  }
}

async function send(changes: Partial<Letter> & { headers?: Record<string, string>; about?: object } = {}) {
  const id = changes.id ?? 'ho_1'
  const body = changes.body ?? JSON.stringify({ ...lead, handoff_id: id, ...changes.about })
  const letter = { id, body, key: changes.key ?? secret, at: changes.at ?? Date.now() }
  const headers = { ...signed(letter), ...changes.headers }
  return fetch(`${crm.url}/hook`, {
    method: 'POST',
    body,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(5_000),
  })
}

describe('signatures', () => {
  beforeEach(() => crm.secret(secret))

  it('are held by a rightly signed handoff, which becomes a contact', async () => {
    expect((await send()).status).toBe(200)
    expect(crm.received[0]).toMatchObject({
      signatures: { agentflow: { kind: 'held' }, standard: { kind: 'held' } },
      handoffId: 'ho_1',
      taken: true,
    })
    expect(crm.contacts.get('lead_1')).toMatchObject({ score: 91, decision: 'approved' })
  })

  const both = ['agentflow', 'standard']
  it.each([
    ['another secret', { key: `whsec_${randomBytes(32).toString('base64')}` }, both],
    ['an old timestamp', { at: Date.now() - 301_000 }, both],
    ['a timestamp from the future', { at: Date.now() + 302_000 }, both],
    ['a changed body', { headers: signed({ id: 'ho_1', body: '{}', key: secret, at: Date.now() }) }, both],
    ['another handoff id', { headers: { 'webhook-id': 'ho_2' } }, ['standard']],
    ['an AgentFlow signature of another form', { headers: { 'x-agentflow-signature': 'SHA256=AB' } }, ['agentflow']],
    ['no Standard Webhooks signature', { headers: { 'webhook-signature': '' } }, ['standard']],
    ['no AgentFlow timestamp', { headers: { 'x-agentflow-timestamp': '' } }, ['agentflow']],
  ])('do not hold with %s: 401, and no contact', async (_, changes, broken) => {
    expect((await send(changes)).status).toBe(401)
    const verdicts = Object.entries(crm.received[0]?.signatures ?? {})
    expect(verdicts.filter(([, { kind }]) => kind === 'failed').map(([scheme]) => scheme)).toEqual(broken)
    expect(crm.contacts.size).toBe(0)
  })

  it('are not checked before a secret is given', async () => {
    const unchecked = await startCrm()
    onTestFinished(() => unchecked.close())
    const answer = await fetch(`${unchecked.url}/hook`, { method: 'POST', body: JSON.stringify(lead) })
    expect(answer.status).toBe(200)
    expect(unchecked.received[0]?.signatures.agentflow.kind).toBe('unchecked')
  })
})

describe('contacts', () => {
  it('are one for each lead, and a repeated handoff changes nothing', async () => {
    await send({ id: 'ho_1' })
    await send({ id: 'ho_1', about: { score: 5 } })
    await send({ id: 'ho_2', about: { decision: 'rejected', decision_version: 2 } })
    await send({ id: 'ho_3', about: { decision: 'approved', decision_version: 1 } })
    expect(crm.received.map(({ attempt, duplicate }) => [attempt, duplicate])).toEqual([
      [1, false],
      [2, true],
      [1, false],
      [1, false],
    ])
    expect([...crm.contacts.values()]).toMatchObject([{ leadId: 'lead_1', score: 91, decision: 'rejected' }])
  })

  it('are not made of a test', async () => {
    await send({ about: { event: 'test', test: true } })
    expect(crm.contacts.size).toBe(0)
  })
})

describe('misbehaviour', () => {
  it('lasts as many handoffs as told, and its handoffs are not taken', async () => {
    crm.behave({ kind: 'status', status: 503, retryAfter: '7' }, { times: 2 })
    const answers = [await send(), await send(), await send()]
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 200])
    expect(answers[0]?.headers.get('retry-after')).toBe('7')
    expect(crm.received.map(({ taken }) => taken)).toEqual([false, false, true])
  })

  it('is spared those handoffs that came often enough', async () => {
    crm.behave({ kind: 'status', status: 503 }, { tries: 2 })
    expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([503, 503, 200])
  })

  it('lasts until told otherwise without a number, at its own path only', async () => {
    crm.behave({ kind: 'status', status: 500 }, { path: '/hook' })
    expect([(await send()).status, (await send()).status]).toEqual([500, 500])
    expect((await fetch(`${crm.url}/other`, { method: 'POST', body: '{}' })).status).toBe(200)
    crm.behave({ kind: 'well' }, { path: '/hook' })
    expect((await send()).status).toBe(200)
  })

  it.each<[Behaviour['kind'], Behaviour]>([
    ['reset-before-reading', { kind: 'reset-before-reading' }],
    ['reset-after-reading', { kind: 'reset-after-reading' }],
    ['half-close', { kind: 'half-close' }],
  ])('%s breaks the connection without an answer', async (_, behaviour) => {
    crm.behave(behaviour)
    await expect(send()).rejects.toThrow('fetch failed')
    expect(crm.received).toHaveLength(1)
  })

  it('keeps what it read before a reset, so that the next attempt is a repeat', async () => {
    crm.behave({ kind: 'reset-after-reading' }, { times: 1 })
    await expect(send()).rejects.toThrow('fetch failed')
    await send()
    expect(crm.received.map(({ taken, duplicate }) => [taken, duplicate])).toEqual([
      [true, false],
      [false, true],
    ])
  })

  it('can send a redirect, plain text, and an answer that breaks off', async () => {
    crm.behave({ kind: 'redirect', location: 'http://127.0.0.1:9/' }, { times: 1 })
    expect((await send()).status).toBe(302)
    crm.behave({ kind: 'text', text: 'thanks' }, { times: 1 })
    expect(await (await send()).text()).toBe('thanks')
    crm.behave({ kind: 'cut-body' }, { times: 1 })
    const cut = await send()
    expect(cut.status).toBe(200)
    await expect(cut.text()).rejects.toThrow('terminated')
  })

  it.each<[Behaviour['kind'], Behaviour, number]>([
    ['endless', { kind: 'endless' }, 5_000_000],
    ['gzip-bomb', { kind: 'gzip-bomb' }, 100_000_000],
    ['drip', { kind: 'drip', everyMs: 5 }, 10],
  ])('%s goes on until the reader has had enough', async (_, behaviour, enough) => {
    crm.behave(behaviour)
    const answer = await send()
    let bytes = 0
    for await (const chunk of answer.body ?? []) {
      bytes += chunk.length
      if (bytes > enough) break
    }
    expect(bytes).toBeGreaterThan(enough)
  })

  it('hangs without an answer, and closing does not wait for it', async () => {
    crm.behave({ kind: 'hang' })
    const hanging = expect(send()).rejects.toThrow('fetch failed')
    await crm.waitFor(({ handoffId }) => handoffId === 'ho_1')
    const { close } = crm
    crm = await startCrm()
    onTestFinished(() => crm.close())
    await close()
    await hanging
  })
})

describe('waiting', () => {
  it('sees what is already there and what comes later', async () => {
    await send({ id: 'ho_1' })
    const later = crm.waitFor(({ handoffId }) => handoffId === 'ho_2')
    await send({ id: 'ho_2' })
    expect((await crm.waitFor(({ handoffId }) => handoffId === 'ho_1')).n).toBe(1)
    expect((await later).n).toBe(2)
  })

  it('says what did arrive when its time is up', async () => {
    await send()
    await expect(crm.waitFor(() => false, 20)).rejects.toThrow('arrived: lead.qualified Ada <b> ho_1')
  })
})

describe('the page', () => {
  it('shows what arrived, escaped, with the signature in words', async () => {
    crm.secret(secret)
    await send()
    const html = await (await fetch(crm.url)).text()
    expect(html).toContain('data-handoff="ho_1" data-lead="lead_1" data-event="lead.qualified" data-signature="held"')
    expect(html).toContain('✓ held')
    expect(html).not.toContain('Ada <b>')
    expect(html).not.toMatch(/(src|href|action)="(https?:)?\/\//)
  })

  it('orders misbehaviour and takes the secret by its forms', async () => {
    const post = (path: string, form: Record<string, string>) =>
      fetch(`${crm.url}${path}`, { method: 'POST', body: new URLSearchParams(form) })
    const ordered = await (await post('/_/behave', { answer: '503', times: '2' })).text()
    expect(ordered).toContain('The CRM misbehaves: 503 Service Unavailable, 2 more times.')
    await post('/_/secret', { secret })
    expect([(await send()).status, (await send()).status, (await send({ key: 'whsec_AAAA' })).status]).toEqual([
      503, 503, 401,
    ])
  })

  it('tells of an arrival at once', async () => {
    const news = await fetch(`${crm.url}/_/news`)
    const reader = (news.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
    onTestFinished(() => reader.cancel())
    expect((await reader.read()).value).toContain('hello')
    await send()
    expect((await reader.read()).value).toContain('data-handoff=\\"ho_1\\"')
  })
})

describe('a CRM with a state file', () => {
  it('knows its contacts, and which handoffs it took, in its next run', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'crm-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const stateFile = join(folder, 'made', 'crm.json')
    crm = await startCrm({ stateFile })
    await send()
    await crm.close()

    crm = await startCrm({ stateFile })
    const { close } = crm
    onTestFinished(() => close())
    expect(crm.contacts.get('lead_1')).toMatchObject({ score: 91, decision: 'approved' })
    await send()
    expect(crm.received[0]).toMatchObject({ duplicate: true, taken: false })
  })
})
