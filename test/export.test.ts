import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seen } from './slack/seen.ts'
import { CHANNEL, JORDAN, type SetUpWorld, startSetUpWorld } from './support/greenlight.ts'
import { ADMIN, cardOf } from './support/slack.ts'

const run = promisify(execFile)

let world: SetUpWorld
beforeAll(async () => {
  world = await startSetUpWorld({ slack: { limits: false } })
  const { url } = await world.start()
  await cardOf(world, await world.send(url, { ...JORDAN, budget: '=1+1' }))
})
afterAll(() => world.stop())

async function shell(...line: string[]): Promise<string> {
  const env = { PATH: process.env.PATH ?? '', ...world.environment }
  return (await run(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', ...line], { env })).stdout
}

async function typed(text: string): Promise<string> {
  const shown = await world.slack.command({ user: ADMIN, channel: CHANNEL, text: `/leads ${text}` })
  await shown.ephemeral()
  return seen([...world.slack.state.messages.values()].findLast(({ onlyFor }) => onlyFor === ADMIN)?.blocks)
}

describe('export csv', () => {
  test('prints CSV in a shell, and rows with --json', async () => {
    expect(await shell('export', 'csv', '--since', '1d')).toMatch(/^\uFEFFlead_id,.*\r\nlead_.*Jordan Ellis.*'=1\+1/s)
    const rows = JSON.parse(await shell('export', 'csv', '--json', '--state', 'open'))
    expect(rows).toMatchObject([{ name: 'Jordan Ellis', fields: { budget: '=1+1' } }])
  }, 120_000)

  test('brings the file by direct message in Slack', async () => {
    expect(await typed('export csv --endpoint web')).toMatch(/in your messages/)
    const file = [...world.slack.state.files.values()].find(({ name }) => name.endsWith('.csv'))
    expect(Buffer.from(file?.bytes ?? []).toString()).toMatch(/^\uFEFFlead_id,.*Jordan Ellis/s)
    const message = [...world.slack.state.messages.values()].find(({ files }) => files?.includes(file?.id ?? ''))
    expect(world.slack.state.channels.get(message?.channel ?? '')?.im).toBe(ADMIN)
  })

  test('says how to get it otherwise where Greenlight may not send files', async () => {
    world.slack.fail('files.getUploadURLExternal', { error: 'missing_scope' })
    expect(await typed('export csv')).toMatch(/files:write.*npm run --silent admin -- export csv/)
  })
})
