import { parseArgs } from 'node:util'
import { DEMO_FILE, readDemo } from './demo-set-up.ts'
import { sampleLead } from './leads.ts'
import { postLead } from './post-lead.ts'

const USAGE = `Sends signed sample leads to an endpoint of the agentflow source.

  npm run send-lead                                   to the running demo
  npm run send-lead -- --url … --secret …             to any endpoint
  options: --count 3, and a lead of your own by --name, --email, --company, --message`

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
  console.error(`Nobody answers at ${new URL(url).origin}. Is Greenlight running there?`)
  process.exitCode = 1
}
