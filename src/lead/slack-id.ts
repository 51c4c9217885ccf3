import { z } from 'zod'

/** A person in Slack; those of Enterprise Grid begin with W. */
export const UserId = z.string().regex(/^[UW][A-Z0-9]{2,20}$/, 'must be a Slack user id, such as U0123ABCD')

/** A group of users in Slack, such as @sales. */
export const GroupId = z.string().regex(/^S[A-Z0-9]{2,20}$/, 'must be a Slack user group id, such as S0123ABCD')

/** A channel in Slack, public or private. */
export const ChannelId = z.string().regex(/^[CG][A-Z0-9]{2,20}$/, 'must be a Slack channel id, such as C0123ABCD')
