import type { RichTextElement } from '@slack/types'

const SECOND_MS = 1000
const MINUTE_S = 60
const HOUR_S = 60 * MINUTE_S
const DAY_S = 24 * HOUR_S
/** Slack formats no later time. */
const LATEST_MS = 1e14

/** Slack's date token, which everybody reads in their own time zone; the fallback is for clients that cannot, UTC by default. Source: docs.slack.dev, "Formatting message text". */
export function slackDate(at: Date, format = '{date_short_pretty} at {time}', fallback = utc(at)): string {
  return `<!date^${unixSeconds(at)}^${format}|${fallback}>`
}

/** The same as an element of rich text. */
export function dateElement(at: Date, format: string): RichTextElement {
  return { type: 'date', timestamp: unixSeconds(at), format, fallback: utc(at) }
}

/** Whether Slack can format it; times that strangers name may be none at all. */
export function isFormattable(at: Date): boolean {
  return at.getTime() > 0 && at.getTime() < LATEST_MS
}

function unixSeconds(at: Date): number {
  return Math.floor(at.getTime() / SECOND_MS)
}

/** `2026-03-01 09:30:05 UTC`. */
export function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** A span of time in its largest whole unit: `12 s`, `2 min`, `3 h`, `5 days`; negative ones are `0 s`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / SECOND_MS))
  if (seconds < MINUTE_S) return `${seconds} s`
  if (seconds < HOUR_S) return `${Math.floor(seconds / MINUTE_S)} min`
  if (seconds < DAY_S) return `${Math.floor(seconds / HOUR_S)} h`
  const days = Math.floor(seconds / DAY_S)
  return days === 1 ? '1 day' : `${days} days`
}
