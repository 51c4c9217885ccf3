import { afterEach, expect, test } from 'vitest'
import { CHANNEL, type SetUpWorld, startSetUpWorld, startWorld, type World } from './support/greenlight.ts'
import { cardOf, RILEY, shownOn } from './support/slack.ts'

const THEIRS = 'T0THEIRS'
const PATIENCE_MS = 40_000
let ours: SetUpWorld
let theirs: World | undefined
afterEach(async () => {
  await theirs?.stop()
  await ours.stop()
  theirs = undefined
})

test('a team’s lead is shown by its own bot alone, even where the process of another team takes it', async () => {
  ours = await startSetUpWorld()
  const { MONGODB_URI = '', ENCRYPTION_KEYS = '' } = ours.environment
  theirs = await startWorld({ env: { MONGODB_URI, ENCRYPTION_KEYS }, slack: { team: { id: THEIRS, name: 'Theirs' } } })
  const { url } = await theirs.start()
  await theirs.slack.until(() => theirs?.slack.calls('auth.test').length)
  const leadId = await ours.send(url)
  await expect.poll(() => ours.admin('show', leadId)).toMatchObject({ history: [{}, { what: 'scored' }] })
  await ours.start()
  await cardOf(ours, leadId, PATIENCE_MS)
  expect(theirs.slack.messages(CHANNEL)).toEqual([])
}, 90_000)

test('what people of another team send to this team’s process decides nothing and shows nothing', async () => {
  ours = await startSetUpWorld()
  const { url } = await ours.start()
  const leadId = await ours.send(url)
  const card = await cardOf(ours, leadId)
  ours.slack.state.team.id = THEIRS
  for (const user of ours.slack.state.users.values()) user.teamId = THEIRS
  const asked = await ours.slack.command({ user: RILEY, channel: CHANNEL, text: `/leads show ${leadId}` })
  expect(await asked.ephemeral()).toMatch(/people of other companies/)
  const clicked = await ours.slack.click({ user: RILEY, channel: CHANNEL, ts: card.ts, text: 'Approve' })
  expect(await clicked.ephemeral()).toMatch(/people of other companies/)
  expect(shownOn(ours, card)).not.toMatch(/Approved by/)
})
