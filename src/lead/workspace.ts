import { z } from 'zod'
import type { Automatic } from './automatic.ts'
import { DIGESTS } from './digest.ts'
import { type Hours, isZone, readWeek } from './hours.ts'
import { Routing, SlaText } from './routing.ts'
import { USUAL_SLA } from './sla.ts'
import { ChannelId, Grant, UserId } from './slack-id.ts'

const Limit = z.number().int().min(0).max(100).nullable()
const Channels = z.array(ChannelId)
const People = z.array(Grant)
const MOST_HOLIDAYS = 400
const Days = z.number().int().min(1).max(3650)

/** What an admin can set per workspace. Thresholds decide on their own; null is off. */
export const Settings = z
  .object({
    undo_seconds: z.number().int().min(0).max(3600).default(5),
    auto_approve: Limit.default(null),
    auto_reject: Limit.default(null),
    /** US dollars that the model may cost on one day (UTC); null is without limit. */
    ai_budget_usd: z.number().min(0).max(100_000).nullable().default(null),
    /** Days for which the payloads of delivered handoffs are kept; null: for good. */
    retention_days: Days.nullable().default(30),
    /** Days after its decision on which a lead's person is erased; null: never. */
    lead_retention_days: Days.nullable().default(null),
    /** Where admins are told of failing destinations; null: where the lead's card is. */
    alerts_channel: ChannelId.nullable().default(null),
    /** Whether a delivery that is given up is told in the channel too, not in its lead's thread alone. */
    broadcast_failures: z.enum(['on', 'off']).default('off'),
    /** Who may what; see `roles.ts`. While a list is empty, workspace admins are admins, and members decide. */
    admins: People.default([]),
    deciders: People.default([]),
    viewers: People.default([]),
    /** What came in and was decided, told by itself in a channel at that hour: every day, or on Mondays. */
    digest: z.enum(DIGESTS).default('off'),
    digest_channel: ChannelId.nullable().default(null),
    digest_hour: z.number().int().min(0).max(23).default(9),
    /** Minutes of work until an unanswered lead's owner is reminded, its fallback owner told, and it is somebody else's. */
    sla: SlaText.nullable().default(USUAL_SLA),
    fallback_owner: UserId.nullable().default(null),
    /** By whose wall clock business hours and holidays are meant. */
    time_zone: z.string().refine(isZone, 'must be an IANA time zone, such as Europe/Berlin').default('UTC'),
    /** When the team is at work; null: always. */
    business_hours: z
      .string()
      .refine((text) => readWeek(text) !== null, 'must read like "mon-fri 09:00-17:00, sat 10:00-14:00"')
      .nullable()
      .default(null),
    holidays: z.array(z.iso.date('must be days such as 2026-12-25')).max(MOST_HOLIDAYS).default([]),
    routing: Routing.default([]),
    /** Channels that want a whole card of what thresholds decided, not one line. */
    full_cards: Channels.default([]),
    /** Channels shared with other companies that cards may be posted in. */
    shared_channels: Channels.default([]),
  })
  .refine((all) => all.auto_approve === null || all.auto_reject === null || all.auto_reject <= all.auto_approve, {
    message: 'auto_reject must not be above auto_approve',
  })
export type Settings = z.infer<typeof Settings>

/** A Slack team, as Slack tells of it. */
export type Team = {
  /** Slack's team id. */
  id: string
  name: string
  /** `https://acme.slack.com/`, where Slack told it. */
  url: string | null
  botUserId: string | null
  /** Where senders reach this Greenlight, as its last start was told. */
  publicUrl: string | null
}

/** A Slack team that uses Greenlight; everything else belongs to one. */
export type Workspace = Team & {
  settings: Settings
  /** How often its settings were changed. */
  settingsRevision: number
  /** Until when people are away, by Slack user id; times gone by are left standing. */
  away: Readonly<Record<string, Date>>
}

/** The thresholds that decide on their own; null is off. */
export function automaticLimits(settings: Settings): Automatic {
  return { approve: settings.auto_approve, reject: settings.auto_reject }
}

const ALWAYS = 'mon-sun 00:00-24:00'

/** When the team is at work; null where it always is. */
export function hoursOf({ business_hours, holidays, time_zone: zone }: Settings): Hours | null {
  const week = business_hours === null && holidays.length === 0 ? null : readWeek(business_hours ?? ALWAYS)
  return week && { zone, week, holidays }
}

/** Who is away at that moment. */
export function awayAt({ away }: Pick<Workspace, 'away'>, now: Date): Set<string> {
  return new Set(Object.entries(away).flatMap(([user, until]) => (until > now ? [user] : [])))
}
