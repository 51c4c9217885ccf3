import type { Person } from '../../lead/decision.ts'
import { isGroupId, isUserId } from '../../lead/slack-id.ts'
import { oneLine, unlinked } from './text.ts'

const NAME_MAX = 60

/** Whether Slack knows somebody by their id. */
export function isSlackUser({ id, kind }: Person): boolean {
  return kind === 'user' && isUserId(id)
}

/** Whether a history row names a user group instead of a person. */
export function isSlackGroup({ id, kind }: Person): boolean {
  return kind === 'user' && isGroupId(id)
}

/** A person in parsed text: a mention where Slack knows them, else their name with nothing to parse in it. */
export function mention(person: Person): string {
  return isSlackUser(person) || isSlackGroup(person) ? mentionOf(person.id) : unlinked(nameOf(person))
}

/** The Slack id of a user or user group in parsed text. */
export function mentionOf(id: string): string {
  return isGroupId(id) ? `<!subteam^${id}>` : `<@${id}>`
}

/** A person in text that parses nothing. */
export function nameOf(person: Person): string {
  return oneLine(person.name, NAME_MAX) || oneLine(person.id, NAME_MAX)
}
