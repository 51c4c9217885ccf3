import { type Finding, ok, skewFinding } from './finding.ts'
import type { ChannelFacts, Ports, SlackFacts } from './ports.ts'
import { settingsOf } from './settings-of.ts'

const NEEDED = ['chat:write', 'commands', 'users:read']
const USEFUL = ['channels:read', 'files:write', 'groups:read', 'im:write', 'usergroups:read', 'users:read.email']

/** The token, what it may do, Slack's clock, and every channel that something is posted in. */
export async function slackFindings(ports: Ports, workspace: string): Promise<Finding[]> {
  const facts = await ports.slack.look(await usedChannels(ports, workspace))
  const fix = 'Install Greenlight again, and set SLACK_BOT_TOKEN to the xoxb-… token of its Install App page.'
  if (facts.error !== null) return [{ what: 'Slack token', state: 'fail', detail: facts.error, fix }]
  return [
    facts.team === workspace
      ? ok('Slack token', `works, as ${facts.bot ?? 'the bot'}`)
      : { what: 'Slack token', state: 'fail', detail: `is of another workspace, ${facts.team}`, fix },
    scopeFinding(facts),
    skewFinding('Clock against Slack', facts.skewMs),
    ...facts.channels.map((channel) => channelFinding(channel, facts.scopes)),
  ]
}

async function usedChannels(ports: Ports, workspace: string): Promise<string[]> {
  const endpoints = await ports.endpoints.list(workspace).catch(() => [])
  const { routing, digest_channel: digest, alerts_channel: alerts } = await settingsOf(ports, workspace)
  const ofLeads = endpoints.flatMap(({ channel, disabled }) => (disabled ? [] : [channel]))
  const all = [...ofLeads, ...routing.map(({ route }) => route.channel), digest, alerts]
  return [...new Set(all.flatMap((channel) => channel ?? []))]
}

function scopeFinding({ scopes }: SlackFacts): Finding {
  const what = 'Slack scopes'
  if (scopes.length === 0)
    return { what, state: 'warn', detail: 'Slack did not name them', fix: 'Run doctor again in a minute.' }
  const missing = (names: readonly string[]) => names.filter((name) => !scopes.includes(name)).join(', ')
  const fix = 'Add them under OAuth & Permissions of the app, and install it again.'
  if (missing(NEEDED)) return { what, state: 'fail', detail: `missing: ${missing(NEEDED)}`, fix }
  if (missing(USEFUL)) return { what, state: 'warn', detail: `optional ones missing: ${missing(USEFUL)}`, fix }
  return ok(what, 'all there')
}

function channelFinding({ id, name, state }: ChannelFacts, scopes: readonly string[]): Finding {
  const what = `Channel ${name ? `#${name}` : id}`
  switch (state) {
    case 'member':
      return ok(what, 'takes posts')
    case 'open':
      return scopes.includes('chat:write.public')
        ? ok(what, 'takes posts; Greenlight is no member')
        : { what, state: 'fail', detail: 'Greenlight is no member', fix: 'Type /invite @greenlight there.' }
    case 'archived':
      return {
        what,
        state: 'fail',
        detail: 'is archived',
        fix: 'Unarchive it, or choose another: `endpoint edit <name> --channel C…`, `routing add`, `settings set`.',
      }
    case 'absent':
      return {
        what,
        state: 'fail',
        detail: 'cannot be seen',
        fix: 'Type /invite @greenlight there, or choose another: `endpoint edit <name> --channel C…`, `routing add`, `settings set`.',
      }
    case 'unknown':
      return {
        what,
        state: 'warn',
        detail: 'cannot be looked at',
        fix: 'Add the scopes channels:read and groups:read.',
      }
  }
}
