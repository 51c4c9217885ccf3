import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { plain, startWorkspace, TOKEN } from './slack-harness.ts'

const HOME = { type: 'home' as const, blocks: [{ type: 'header' as const, text: plain('Inbox') }] }
const closes: (() => Promise<unknown>)[] = []
let folder: string
let stateFile: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-slack-'))
  stateFile = join(folder, 'made', 'slack.json')
})
afterEach(async () => {
  for (const close of closes.splice(0)) await close()
  await rm(folder, { recursive: true, force: true })
})

async function start() {
  const started = await startWorkspace((_heard, response) => response.end(), { stateFile })
  closes.push(started.close)
  return started
}

describe('a Slack with a state file', () => {
  it('knows messages, threads, homes and who was invited in its next run', async () => {
    const first = await start()
    const card = await first.client.chat.postMessage({ channel: 'C0LEADS', text: 'card' })
    const ts = card.ts ?? ''
    await first.client.chat.postMessage({ channel: 'C0LEADS', text: 'line', thread_ts: ts })
    await first.client.views.publish({ user_id: 'U0RILEY', view: HOME })
    await first.slack.invite('C0FINANCE')
    await closes.pop()?.()

    const second = await start()
    expect(second.slack.messages('C0LEADS', ts).map(({ text }) => text)).toEqual(['line'])
    expect(second.slack.state.homes.get('U0RILEY')?.blocks).toMatchObject(HOME.blocks)
    expect(second.slack.state.channels.get('C0FINANCE')?.members).toContain(second.slack.state.bot.userId)
    await second.client.chat.update({ channel: 'C0LEADS', ts, text: 'card, edited' })
    expect(second.slack.message('C0LEADS', ts)).toMatchObject({ text: 'card, edited' })
    const next = await second.client.chat.postMessage({ channel: 'C0LEADS', text: 'next' })
    expect(Number(next.ts)).toBeGreaterThan(Number(ts))
  })

  it('forgets what only one person saw', async () => {
    const first = await start()
    await first.client.chat.postEphemeral({ channel: 'C0LEADS', user: 'U0RILEY', text: 'only you' })
    await closes.pop()?.()
    expect((await start()).slack.state.messages.size).toBe(0)
  })

  it('saves while it runs, in one whole file', async () => {
    const { client } = await start()
    await client.chat.postMessage({ channel: 'C0LEADS', text: 'card' })
    await vi.waitFor(async () => expect(await readFile(stateFile, 'utf8')).toContain('"text":"card"'))
    expect(await readdir(join(folder, 'made'))).toEqual(['slack.json'])
  })

  it.each(['', '{"messages":', '{"messages":3}'])('starts afresh when the file says %j', async (text) => {
    stateFile = join(folder, 'slack.json')
    await writeFile(stateFile, text)
    const { slack, client } = await start()
    expect(slack.state.messages.size).toBe(0)
    expect((await client.auth.test({ token: TOKEN })).ok).toBe(true)
  })
})
