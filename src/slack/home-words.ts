import type { InboxList } from '../lead/inbox.ts'
import type { Figures } from '../lead/stats.ts'

/** The words of the Home tab. */
export const HOME_WORDS = {
  title: 'Inbox',
  guest: 'Guests and people of other companies see leads in their channels only.',
  list: {
    mine: 'Waiting for you',
    pending: 'All pending',
    'needs-human': 'Needs a human',
    review: 'Review',
    decided: 'Recently decided',
    failed: 'Failed deliveries',
  } satisfies Record<InboxList, string>,
  empty: {
    mine: 'Nothing waits for you. Leads that you own stand here; All pending has the rest.',
    pending: 'No lead waits for a decision.',
    'needs-human': 'Nobody waits for a person.',
    review: 'No lead is under review.',
    decided: 'Nothing was decided in the last 30 days.',
    failed: 'No delivery has failed.',
  } satisfies Record<InboxList, string>,
  nothingFiltered: 'Nothing here matches these filters.',
  counted: (words: string, count: number) => (count > 0 ? `${words} · ${count < 1000 ? count : '999+'}` : words),
  any: { endpoint: 'Any endpoint', source: 'Any source', band: 'Any band', owner: 'Any owner' },
  band: { approve: 'Hot', review: 'Warm', reject: 'Cold' },
  clear: 'Clear filters',
  newLead: 'New lead',
  older: 'Older',
  newer: 'Newer',
  openCard: 'Open card',
  row: (age: string, endpoint: string) => `${age} ago · ${endpoint}`,
  unowned: 'no owner',
  owner: 'owner ',
  snoozed: ' · snoozed until ',
  decided: { approved: 'approved by ', rejected: 'rejected by ', review_requested: 'review asked for by ' },
  urgent: 'Urgent',
  human: 'Needs a human',
  failed: (destination: string, hint: string) => `${destination}: parked${hint ? `, ${hint}` : ''}`,
  today: ({ leads, decisions, deliveriesFailed }: Figures, median: string | null) =>
    [
      `Today: ${plural(leads, 'lead', 'leads')}`,
      `${decisions.approved} approved`,
      `${decisions.rejected} rejected`,
      ...(median ? [`decided after ${median} (median)`] : []),
      `${plural(deliveriesFailed, 'delivery', 'deliveries')} failed`,
    ].join(' · '),
  steps: 'Set up Greenlight',
  step: {
    endpoint: 'Make an endpoint: the URL to which your form, chatbot or phone agent sends leads.',
    destination: 'Make a destination: the CRM or automation that hears of decisions.',
    lead: 'Send a test lead: its card appears in the channel of the endpoint.',
    decide: 'Approve it on its card; the thread tells how it arrives at the destination.',
  },
  done: (n: number, step: string) => `${n}. Done · ${step}`,
  todo: (n: number, step: string) => `${n}. ${step}`,
  health: 'Health',
  lag: (lag: string | null) => (lag ? `Deliveries: the longest wait is ${lag}` : 'Deliveries: none is late'),
  endpoints: 'Endpoints',
  endpoint: (source: string) => `takes ${source}`,
  inboxOnly: 'inbox only',
  off: 'off',
  destinations: 'Destinations',
  destination: (state: string, failures: number) =>
    failures > 0 ? `${state} · ${plural(failures, 'failure', 'failures')} in a row` : state,
  lastError: (error: string) => `last error: ${error}`,
  more: (n: number) => `${n} more`,
  none: 'none yet',
  test: 'Test',
  edit: 'Edit',
  map: 'Mapping',
  previewMapping: 'Preview its mapping',
  remove: 'Remove',
  removeSure: (name: string) => `Remove ${name}? Nothing more is sent there; its log stays.`,
  testLead: 'Send a test lead',
} as const

function plural(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}
