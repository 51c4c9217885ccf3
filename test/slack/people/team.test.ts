import { expect, it, onTestFinished } from 'vitest'
import { createClients, silentLogger } from '../../../src/slack/clients.ts'
import { ownToken } from '../../../src/slack/people/team.ts'
import { startLocalSlack } from '../../stand-ins/slack/index.ts'

const TOKEN = 'xoxb-test-token'

it('the bot token is for its own workspace alone; while Slack does not tell whose it is, Slack is left to judge', async () => {
  const slack = await startLocalSlack({
    botToken: TOKEN,
    signingSecret: 'secret',
    team: { id: 'T0OURS', name: 'Ours' },
  })
  onTestFinished(slack.close)
  const { interactive } = createClients({ token: TOKEN, apiUrl: slack.apiUrl, logger: silentLogger() })
  const token = ownToken(interactive, TOKEN)
  slack.fail('auth.test', { error: 'internal_error' })
  expect(await token('T0OTHER')).toBe(TOKEN)
  expect([await token('T0OURS'), await token('T0OTHER')]).toEqual([TOKEN, null])
  expect(await ownToken(interactive, '')('T0OURS')).toBeNull()
})
