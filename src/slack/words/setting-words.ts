import type { Settings } from '../../lead/workspace.ts'

const OFF = '“off” for none.'
const WHO =
  'Slack ids with commas between: people (U…) and user groups (S…), with @C… behind where it is for one channel only.'

/** What a form says under each setting. */
export const SETTING_HINTS: Record<Exclude<keyof Settings, 'routing'>, string> = {
  undo_seconds: 'How long a decision can be undone before anything is sent; 0: not at all.',
  auto_approve: `Leads with at least this score are approved by themselves, where the rules agree and a company mail or an earlier lead stands behind it. ${OFF}`,
  auto_reject: `Leads below this score are rejected by themselves. ${OFF}`,
  ai_budget_usd: 'What the AI model may cost on one day, in US dollars; “off”: no limit.',
  retention_days: 'Days after which the payloads of delivered handoffs are deleted; “off”: kept for good.',
  lead_retention_days: 'Days after its decision on which a lead’s person is erased; “off”: never.',
  alerts_channel: 'Where admins are told of failing destinations; none: where the lead’s card is.',
  broadcast_failures: '“on”: a delivery that is given up is told in the channel too, not in its lead’s thread alone.',
  admins: `Who sets up Greenlight. ${WHO} “off”: the workspace’s admins and owners.`,
  deciders: `Who decides leads. ${WHO} “off”: every full member.`,
  viewers: `Who only looks. ${WHO} ${OFF}`,
  digest: 'Figures of the day or week before, with a picture.',
  digest_channel: 'Where the digest is posted.',
  digest_hour: 'The hour at which it comes, 0 to 23, in the time zone above; weekly ones on Mondays.',
  sla: 'Minutes of work until an unanswered lead’s owner is reminded, the fallback owner is told, and it is somebody else’s: 15/45/60. “off”: nobody is.',
  fallback_owner: 'Who is told of leads that nobody answers, and gets them where nobody else is there.',
  time_zone: 'As in Europe/Berlin or America/New_York.',
  business_hours:
    'As in mon-fri 09:00-17:00, sat 10:00-14:00. Nobody is reminded at other times. “off”: always at work.',
  holidays: `Days off with commas between, as in 2026-12-25,2026-12-26. ${OFF}`,
  full_cards: `Ids of channels (C…) that want a whole card of what thresholds decided, not one line. ${OFF}`,
  shared_channels: `Ids of channels (C…) shared with other companies in which cards may be posted. ${OFF}`,
}

/** In which order, and under which headings, a form asks for them. */
export const SETTING_GROUPS: readonly [heading: string, names: readonly (keyof typeof SETTING_HINTS)[]][] = [
  ['Decisions', ['auto_approve', 'auto_reject', 'undo_seconds', 'ai_budget_usd']],
  ['Time to answer', ['sla', 'fallback_owner', 'time_zone', 'business_hours', 'holidays']],
  ['Who may what', ['admins', 'deciders', 'viewers']],
  ['Digest', ['digest', 'digest_channel', 'digest_hour']],
  ['Channels', ['alerts_channel', 'broadcast_failures', 'full_cards', 'shared_channels']],
  ['How long things are kept', ['retention_days', 'lead_retention_days']],
]
