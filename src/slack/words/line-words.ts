/** The words of a delivery's line in the thread. */
export const LINE_WORDS = {
  waiting: 'waiting to send',
  waitingFor: (hint: string) => `waiting to send: ${hint}`,
  delivered: (status: string, ms: number) => `delivered, ${status}, ${ms} ms`,
  deliveredPlain: 'delivered',
  open: (destination: string) => `open in ${destination}`,
  retrying: (attempt: number, allowed: number) => `retrying, attempt ${attempt} of ${Math.max(attempt, allowed)}`,
  nextNow: 'next try now',
  nextIn: (wait: string) => `next try in ${wait} (at `,
  nextInEnd: ')',
  becauseOf: (why: string) => `: ${why}`,
  parked: 'parked',
  skipped: 'skipped',
  noAnswer: 'no answer',
} as const
