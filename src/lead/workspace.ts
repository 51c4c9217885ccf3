import { z } from 'zod'
import type { Automatic } from './automatic.ts'

const Limit = z.number().int().min(0).max(100).nullable()
const CHANNEL_ID = /^[CG][A-Z0-9]{2,20}$/
const Channels = z.array(z.string().regex(CHANNEL_ID, 'must be Slack channel ids, such as C0123ABCD'))
const People = z.array(
  z
    .string()
    .regex(
      /^[UWS][A-Z0-9]{2,20}(@[CG][A-Z0-9]{2,20})?$/,
      'must be Slack ids of users (U…) or user groups (S…), each with @C… where it is for one channel only',
    ),
)

/** What an admin can set per workspace. Thresholds decide on their own; null is off. */
export const Settings = z
  .object({
    undo_seconds: z.number().int().min(0).max(3600).default(5),
    auto_approve: Limit.default(null),
    auto_reject: Limit.default(null),
    /** US dollars that the model may cost on one day (UTC); null is without limit. */
    ai_budget_usd: z.number().min(0).max(100_000).nullable().default(null),
    /** Where admins are told of failing destinations; null: where the lead's card is. */
    alerts_channel: z
      .string()
      .regex(CHANNEL_ID, 'must be a Slack channel id, such as C0123ABCD')
      .nullable()
      .default(null),
    /** Who may what; see `roles.ts`. While a list is empty, workspace admins are admins, and members decide. */
    admins: People.default([]),
    deciders: People.default([]),
    viewers: People.default([]),
    /** Minutes in which a lead is to be answered; null shows no time. */
    sla_minutes: z.number().int().min(1).max(10_080).nullable().default(15),
    /** Channels that want a whole card of what thresholds decided, not one line. */
    full_cards: Channels.default([]),
    /** Channels shared with other companies that cards may be posted in. */
    shared_channels: Channels.default([]),
  })
  .refine((all) => all.auto_approve === null || all.auto_reject === null || all.auto_reject <= all.auto_approve, {
    message: 'auto_reject must not be above auto_approve',
  })
export type Settings = z.infer<typeof Settings>

/** One Slack team; everything else belongs to one. */
export type Workspace = {
  /** Slack's team id. */
  id: string
  name: string
  /** `https://acme.slack.com/`, where Slack told it. */
  url: string | null
  botUserId: string | null
  /** Where senders reach this Greenlight, as its last start was told. */
  publicUrl: string | null
  settings: Settings
}

export function automaticLimits(settings: Settings): Automatic {
  return { approve: settings.auto_approve, reject: settings.auto_reject }
}
