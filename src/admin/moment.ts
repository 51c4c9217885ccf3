import { z } from 'zod'
import { once, spanMs } from './verb.ts'

/** `2h`, `7d`, or an ISO time. */
export const Moment = once.transform((text, context) => {
  const span = spanMs(text)
  if (span !== null) return new Date(Date.now() - span)
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(at)) return new Date(at)
  context.addIssue('must be a span such as 2h or 7d, or a time such as 2026-11-21T08:00:00Z')
  return z.NEVER
})
