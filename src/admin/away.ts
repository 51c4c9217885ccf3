import { z } from 'zod'
import { dayBegins } from '../lead/hours.ts'
import { isUserId } from '../lead/slack-id.ts'
import type { Verb } from './verb.ts'

const USAGE = 'away [@user] until 2026-12-01|off'
const User = z.string().refine(isUserId, 'begins with a person: their Slack id, or @name in Slack')
const OF_WHOM = 'names no person: a shell has no leads of its own'
const When = z.union(
  [
    z.tuple([z.literal('off')]).transform(() => null),
    z.tuple([z.literal('until'), z.iso.date()]).transform(([, day]) => day),
  ],
  'ends with "until" and a day such as 2026-12-01, or with "off"',
)

export const away: Verb = {
  name: 'away',
  usage: USAGE,
  summary: 'says that somebody takes no leads before that day; without words, who is away',
  for: 'everyone',
  columns: ['user', 'until'],
  empty: 'Nobody is away.',
  async run({ flow, workspace, by, person, standing = null }, { rest }) {
    if (rest.length > 0) {
      const isNamed = rest[0] !== 'until' && rest[0] !== 'off'
      const user = isNamed ? User.parse(rest[0]) : z.string(OF_WHOM).parse(person?.id)
      const day = When.parse(isNamed ? rest.slice(1) : rest)
      const until = day === null ? null : dayBegins(day, workspace.settings.time_zone)
      await flow.setAway({ workspace: workspace.id, by, standing, user, until })
    }
    return { data: await flow.whoIsAway(workspace.id) }
  },
}
