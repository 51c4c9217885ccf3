import { once } from 'node:events'
import { createServer } from 'node:net'
import { openShell, startApp } from '../src/app.ts'
import { type Config, readConfig } from '../src/config.ts'
import { AppError } from '../src/errors.ts'
import { createLog } from '../src/log.ts'
import { startCrm } from '../test/stand-ins/crm/index.ts'
import { startLocalSlack } from '../test/stand-ins/slack/index.ts'
import { type Demo, newSlackSecrets, readDemo, writeDemo } from './demo-set-up.ts'
import { sampleLead } from './leads.ts'
import { postLead } from './post-lead.ts'

const PORTS = { slack: 3000, greenlight: 3001, crm: 3002 }
const TEAM = { id: 'T0LOCAL', name: 'Acme Sales' }
const CHANNEL = 'C0LEADS'
const FIRST_LEADS = 2
const NEXT_LEAD_EVERY_MS = 45_000
const MOST_LEADS = 200

/** The whole product on one machine: a Slack and a CRM of our own around the real Greenlight, and a stream of leads. */
async function main(): Promise<void> {
  for (const [name, port] of Object.entries(PORTS)) await checkFree(name, port)
  const kept = await readDemo()
  const secrets = kept?.slack ?? newSlackSecrets()
  const slack = await startLocalSlack({
    port: PORTS.slack,
    eventsUrl: `http://localhost:${PORTS.greenlight}/slack/events`,
    team: TEAM,
    ...secrets,
  })
  const crm = await startCrm({ port: PORTS.crm })
  const config = demoConfig(secrets, slack.apiUrl)
  const demo = kept ?? (await setUp(config, secrets))
  crm.secret(demo.crmSecret)
  const app = await startApp(config, createLog('warn'))
  console.log(`
  Slack       http://localhost:${PORTS.slack}   decide leads here
  CRM         http://localhost:${PORTS.crm}   what was handed off, and a switch to make it fail
  Greenlight  http://localhost:${PORTS.greenlight}   ready

  npm run send-lead sends another lead. Ctrl-C ends everything; the data stays in .greenlight/.
`)
  const stream = streamLeads(demo)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  console.log('Stopping …')
  clearInterval(stream)
  await app.stop()
  await Promise.all([slack.close(), crm.close()])
}

function demoConfig({ botToken, signingSecret }: Demo['slack'], apiUrl: string): Config {
  return readConfig({
    PORT: String(PORTS.greenlight),
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
  console.log('First run: setting up an endpoint and a destination …')
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
      url: `http://localhost:${PORTS.crm}/hook`,
      headers: {},
      events: ['lead.qualified', 'lead.rejected', 'lead.review_requested', 'lead.reopened'],
      signing: 'agentflow',
      policy: 'default',
      concurrency: 8,
      rate: null,
    })
    const url = `${config.PUBLIC_URL}/in/${endpoint.key}`
    const demo = { slack, endpoint: { url, secret: endpoint.secret }, crmSecret: destination.secrets.current }
    await writeDemo(demo)
    return demo
  } finally {
    await shell.close()
  }
}

function streamLeads(demo: Demo): NodeJS.Timeout {
  let n = 0
  const send = () =>
    n < MOST_LEADS &&
    void postLead(demo.endpoint, sampleLead(n++)).catch((error: Error) =>
      console.error(`A lead was not sent: ${error.message}`),
    )
  for (let i = 0; i < FIRST_LEADS; i++) send()
  return setInterval(send, NEXT_LEAD_EVERY_MS)
}

async function checkFree(name: string, port: number): Promise<void> {
  const probe = createServer()
  probe.listen(port, '127.0.0.1')
  const [error] = await Promise.race([once(probe, 'listening').then(() => [null]), once(probe, 'error')]).catch(
    (failure) => [failure],
  )
  probe.close()
  if (error)
    throw new AppError(
      'conflict',
      `Port ${port}, which the demo needs for ${name}, is in use. Stop what runs there, then try again.`,
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
