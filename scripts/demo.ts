import { once } from 'node:events'
import { createServer } from 'node:net'
import { MANIFEST } from '../manifest/manifest.ts'
import { startApp } from '../src/app.ts'
import { type Config, readConfig } from '../src/config.ts'
import { AppError } from '../src/errors.ts'
import { createLog } from '../src/log.ts'
import { openShell } from '../src/shell.ts'
import { ACTIONS } from '../src/slack/blocks/buttons.ts'
import { startCrm } from '../test/stand-ins/crm/index.ts'
import { type LocalSlack, startLocalSlack } from '../test/stand-ins/slack/index.ts'
import { type Demo, newSlackSecrets, readDemo, writeDemo } from './demo-set-up.ts'
import { sampleLead } from './leads.ts'
import { postLead } from './post-lead.ts'

const PORTS = { Slack: 3000, Greenlight: 3001, CRM: 3002 }
const TEAM = { id: 'T0LOCAL', name: 'Acme Sales' }
const CHANNEL = 'C0LEADS'
const FIRST_LEADS = 3
const NEXT_LEAD_EVERY_MS = 45_000
/** The stream pauses while so many cards wait for a decision. */
const MOST_WAITING = 12

/** The whole product on one machine: a Slack and a CRM of our own around the real Greenlight, and a stream of leads. */
async function main(): Promise<void> {
  for (const [name, port] of Object.entries(PORTS)) await checkFree(name, port)
  const kept = await readDemo()
  console.log(kept ? 'Starting …' : 'First run: fetching MongoDB unless it is here already, which can take a minute …')
  const secrets = kept?.slack ?? newSlackSecrets()
  const slack = await startLocalSlack({
    port: PORTS.Slack,
    eventsUrl: `http://localhost:${PORTS.Greenlight}/slack/events`,
    team: TEAM,
    manifest: MANIFEST,
    stateFile: '.greenlight/slack.json',
    ...secrets,
  })
  const leads = slack.state.channels.get(CHANNEL)
  if (leads) leads.topic = `Approve a lead, open its thread, and see it arrive at http://localhost:${PORTS.CRM}`
  const crm = await startCrm({ port: PORTS.CRM, stateFile: '.greenlight/crm.json' })
  const config = demoConfig(secrets, slack.apiUrl)
  const demo = kept ?? (await setUp(config, secrets))
  crm.secret(demo.crmSecret)
  const app = await startApp(config, createLog('warn'))
  console.log(`
  Slack       http://localhost:${PORTS.Slack}   decide leads here
  CRM         http://localhost:${PORTS.CRM}   see what was handed off, or make it fail
  Greenlight  http://localhost:${PORTS.Greenlight}   takes leads, posts cards, hands decisions off

  A lead comes in every ${NEXT_LEAD_EVERY_MS / 1000} s; npm run send-lead sends one more.
  Ctrl-C ends everything. The data stays in .greenlight/; delete that folder to begin anew.
`)
  const stream = streamLeads(demo, slack)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  console.log('Stopping …')
  clearInterval(stream)
  await app.stop()
  await Promise.all([slack.close(), crm.close()])
}

function demoConfig({ botToken, signingSecret }: Demo['slack'], apiUrl: string): Config {
  return readConfig({
    PORT: String(PORTS.Greenlight),
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: apiUrl,
    EGRESS_ALLOW: 'localhost',
    OPENAI_API_KEY: process.env.OPENAI_API_KEY,
    OPENAI_BASE_URL: process.env.OPENAI_BASE_URL,
    OPENAI_MODEL: process.env.OPENAI_MODEL,
  })
}

/** The first run sets up what an admin would: an endpoint for the website, and the CRM as a destination. */
async function setUp(config: Config, slack: Demo['slack']): Promise<Demo> {
  const shell = await openShell(config, createLog('silent'))
  try {
    const [workspace] = await shell.workspaces()
    if (!workspace) throw new AppError('unavailable', 'The local Slack names no workspace.')
    const asked = { workspace: workspace.id, by: 'demo' }
    const endpoint = await shell.flow.addEndpoint({
      ...asked,
      name: 'website',
      source: 'agentflow',
      channel: CHANNEL,
      secret: null,
      auth: 'signature',
      rate: 50,
      burst: 200,
    })
    const { destination } = await shell.flow.addDestination({
      ...asked,
      name: 'CRM',
      kind: 'webhook',
      url: `http://localhost:${PORTS.CRM}/hook`,
      headers: {},
      settings: {},
      events: ['lead.qualified', 'lead.rejected', 'lead.review_requested', 'lead.reopened'],
      decisionsOnly: false,
      mapping: null,
      concurrency: 8,
    })
    const url = `${config.PUBLIC_URL}/in/${endpoint.key}`
    const demo = { slack, endpoint: { url, secret: endpoint.secret ?? '' }, crmSecret: destination.secrets.current }
    await writeDemo(demo)
    return demo
  } finally {
    await shell.close()
  }
}

/** Leads of all kinds, round and round; a later run goes on where the one before it stopped. */
function streamLeads(demo: Demo, slack: LocalSlack): NodeJS.Timeout {
  const cards = () => slack.messages(CHANNEL).filter(({ threadTs }) => threadTs === undefined)
  const waiting = () => cards().filter(({ blocks }) => JSON.stringify(blocks).includes(ACTIONS.approve))
  let n = cards().length
  const send = async () => {
    if (waiting().length >= MOST_WAITING) return
    const { status } = await postLead(demo.endpoint, sampleLead(n++))
    if (status >= 300) console.error(`A lead was answered ${status}.`)
  }
  const sendOne = () => void send().catch((error: Error) => console.error(`A lead was not sent: ${error.message}`))
  for (let i = n === 0 ? FIRST_LEADS : 1; i > 0; i--) sendOne()
  return setInterval(sendOne, NEXT_LEAD_EVERY_MS)
}

/** On all addresses: a browser that looks for localhost may ask ::1 first. */
async function checkFree(name: string, port: number): Promise<void> {
  const probe = createServer()
  probe.listen(port)
  const [error] = await Promise.race([once(probe, 'listening').then(() => [null]), once(probe, 'error')]).catch(
    (failure) => [failure],
  )
  probe.close()
  if (error)
    throw new AppError(
      'conflict',
      `Port ${port}, which the demo needs for ${name}, is in use: stop what runs there, then start the demo again.`,
    )
}

try {
  await main()
  process.exit(0)
} catch (error) {
  if (!(error instanceof AppError)) throw error
  console.error(error.message)
  process.exit(1)
}
