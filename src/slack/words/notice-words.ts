/** What is told beside cards and lines. */
export const NOTICE_WORDS = {
  plea: (owner: string) => `${owner}: somebody waits for a person.`,
  pleaReason: (reason: string) => `Reason: ${reason}`,
  test_event: (endpoint: string) => `A test event of ${endpoint} arrived. It makes no lead. It held:`,
  budget_spent: (usd: number) =>
    `Today's AI budget of $${usd} is spent. The rules score until midnight UTC; a larger one holds at once: settings set ai_budget_usd=…`,
  failing: (destination: string, detail: string) =>
    `${destination} keeps failing (${detail}). Its handoffs wait; others are not held up. It is tried again by itself.`,
  recovered: (destination: string) => `${destination} answers again; what waited is being sent.`,
  disabled: (destination: string, detail: string) =>
    `${destination} is switched off: ${detail}. What is decided meanwhile is kept for it.`,
  parked: (destination: string, detail: string) =>
    `A handoff to ${destination} was parked: ${detail}. Correct it, then Retry in the lead's thread or replay.`,
  replaying: (destination: string, done: number, total: number) =>
    `Replay to ${destination}: ${done} of ${total} sent again`,
  replayed: (destination: string, done: number) => `Replay to ${destination}: all ${done} sent again`,
  replay_cancelled: (destination: string, done: number, total: number) =>
    `Replay to ${destination}: cancelled after ${done} of ${total}`,
  erased: 'Erased',
  flood: (more: number) => `${more} more: open inbox`,
  floodHow: 'Too many leads came at once for a card each. `/leads inbox` and the Home tab have them all.',
  blocked: (channel: string) =>
    `Greenlight cannot post in ${channel}. Its leads are kept, and posting resumes by itself.`,
  fix: {
    archived: 'The channel is archived: unarchive it, or give its endpoints another channel.',
    not_in_channel: 'Greenlight is not in the channel, or the channel is gone: type `/invite @greenlight` there.',
    shared:
      'The channel is shared with another company: use another one, or allow it with `/leads settings set shared_channels=…`.',
    forbidden: 'The channel lets nobody but a few post: an admin can let Greenlight post there.',
    token: 'The bot token is no longer valid: install Greenlight again.',
  },
} as const
