import { z } from 'zod'
import type { Automatic } from './automatic.ts'

const Limit = z.number().int().min(0).max(100).nullable()

/** What an admin can set per workspace. Thresholds decide on their own; null is off. */
export const Settings = z
  .object({
    undo_seconds: z.number().int().min(0).max(3600).default(5),
    auto_approve: Limit.default(null),
    auto_reject: Limit.default(null),
    /** Where admins are told of failing destinations; null: where the lead's card is. */
    alerts_channel: z
      .string()
      .regex(/^[CG][A-Z0-9]{2,20}$/, 'must be a Slack channel id, such as C0123ABCD')
      .nullable()
      .default(null),
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
