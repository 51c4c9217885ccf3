import { parseArgs } from 'node:util'
import { DEMO_FILE, readDemo } from './demo-set-up.ts'
import { sampleLead } from './leads.ts'
import { postLead } from './post-lead.ts'

const USAGE = `Sends signed sample leads to an endpoint of the agentflow source.

  npm run send-lead                                   to the running demo
  npm run send-lead -- --url … --secret …             to any endpoint
  options: --count 3, and a lead of your own by --name, --email, --company, --message`

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        url: { type: 'string' },
        secret: { type: 'string' },
        count: { type: 'string', default: '1' },
        name: { type: 'string' },
        email: { type: 'string' },
        company: { type: 'string' },
        message: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    if (!/^\d+$/.test(values.count)) throw new Error(`--count takes a number, not ${values.count}`)
    return values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    process.exit(2)
  }
}

const values = readOptions()
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}

const demo = await readDemo()
const url = values.url ?? demo?.endpoint.url
const secret = values.secret ?? demo?.endpoint.secret
if (!url || !secret) {
  console.error(
    `Name an endpoint by --url and --secret, or start the demo, which keeps its own in ${DEMO_FILE}.\n\n${USAGE}`,
  )
  process.exit(2)
}

const { name, email, company, message } = values
const own = Object.fromEntries(
  Object.entries({ name, email, company, message }).filter(([, value]) => value !== undefined),
)
const first = Math.floor(Math.random() * 10)
try {
  for (let i = 0; i < Number(values.count); i++) {
    const answer = await postLead({ url, secret }, { ...sampleLead(first + i), ...own })
    console.log(answer.status, JSON.stringify(answer.body))
    if (answer.status >= 300) process.exitCode = 1
  }
} catch {
  const hint = values.url ? 'is Greenlight running there?' : 'start the demo first, by npm run demo.'
  console.error(`Nobody answers at ${URL.canParse(url) ? new URL(url).origin : url}: ${hint}`)
  process.exitCode = 1
}
