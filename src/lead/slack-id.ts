import { z } from 'zod'

const USER = '[UW][A-Z0-9]{2,20}'
const GROUP = 'S[A-Z0-9]{2,20}'
const CHANNEL = '[CG][A-Z0-9]{2,20}'

/** A person in Slack; those of Enterprise Grid begin with W. */
export const UserId = idLike(USER, 'must be a Slack user id, such as U0123ABCD')

export function isUserId(text: string): boolean {
  return UserId.safeParse(text).success
}

/** A group of users in Slack, such as @sales. */
export const GroupId = idLike(GROUP, 'must be a Slack user group id, such as S0123ABCD')

export function isGroupId(text: string): boolean {
  return GroupId.safeParse(text).success
}

/** A channel in Slack, public or private. */
export const ChannelId = idLike(CHANNEL, 'must be a Slack channel id, such as C0123ABCD')

/** Who is given a role: a person or a group, everywhere or in one channel. */
export const Grant = idLike(
  `(?:${USER}|${GROUP})(?:@${CHANNEL})?`,
  'must be Slack ids of users (U…) or user groups (S…), each with @C… where it is for one channel only',
)

function idLike(pattern: string, message: string) {
  return z.string().regex(new RegExp(`^${pattern}$`), message)
}
