import { z } from 'zod'
import { TRIGGER_PRESETS } from '../handoff/destination.ts'
import { EVENTS, EventName } from '../handoff/events.ts'
import { often, once, type Verb, whole } from './verb.ts'

const DEFAULT_CONCURRENCY = 8

const Events = once.transform((text, context): EventName[] => {
  const names = text.split(',').map((name) => name.trim())
  const events = names.flatMap((name): readonly string[] => (isPreset(name) ? TRIGGER_PRESETS[name] : [name]))
  const parsed = z.array(EventName).safeParse([...new Set(events)])
  if (parsed.success) return parsed.data
  const known = [...EVENTS, ...Object.keys(TRIGGER_PRESETS)].join(', ')
  context.addIssue(`holds an unknown event. Known ones: ${known}`)
  return z.NEVER
})

const Header = z.string().transform((text, context) => {
  const [, name, value] = /^([^:]+):\s*(.*)$/s.exec(text) ?? []
  if (name && value) return [name, value] as const
  context.addIssue('must read "Name: value"')
  return z.NEVER
})

const Flags = z.strictObject({
  name: once,
  kind: once.default('webhook'),
  url: once,
  events: Events,
  header: often.pipe(z.array(Header)),
  signing: once.pipe(z.enum(['agentflow', 'zapito', 'shared-secret', 'none'])).default('agentflow'),
  policy: once.pipe(z.enum(['default', 'agentflow', 'zapito', 'leadflo'])).default('default'),
  concurrency: whole.pipe(z.number().min(1).max(64)).default(DEFAULT_CONCURRENCY),
  rate: whole.pipe(z.number().min(1).max(10_000)).nullable().default(null),
})

export const destinationAdd: Verb = {
  name: 'destination add',
  usage:
    'destination add --name crm --kind webhook --url https://… --events lead.qualified,lead.rejected [--header "Name: value"] [--signing agentflow] [--policy default] [--concurrency 8] [--rate 10]',
  summary: 'makes a receiver of handoffs; its signing secret is shown this once, and nothing is sent yet',
  async run({ flow, workspace, by }, words) {
    const { header, ...rest } = Flags.parse(words.flags)
    const headers = Object.fromEntries(header)
    const { destination, warnings } = await flow.addDestination({ ...rest, headers, workspace: workspace.id, by })
    return { data: { id: destination.id, signing_secret: destination.secrets.current }, remarks: warnings }
  },
}

function isPreset(name: string): name is keyof typeof TRIGGER_PRESETS {
  return Object.hasOwn(TRIGGER_PRESETS, name)
}
