import { type Logger, pino } from 'pino'

/** Log lines are JSON with ids in them; never a lead's text, an address of a person, or a secret. */
export type Log = Logger

const STACK_LINES = 5
/** Errors whose message is a program's own; others may quote what somebody sent. */
const QUOTABLE =
  /^(AppError|TypeError|RangeError|ReferenceError|AssertionError|MongoNetwork.*|MongoServerSelectionError|WebAPI.*|Slack.*)$/

/** A log of JSON lines on stdout. */
export function createLog(level: string): Log {
  return pino({ level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime })
}

/** What of an error may be logged. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const names = [error.name, error.constructor.name]
  return {
    error: error.name,
    ...('code' in error && { code: error.code }),
    ...('codeName' in error && { codeName: error.codeName }),
    ...(names.some((name) => QUOTABLE.test(name)) && { message: error.message }),
    at: error.stack?.split('\n    at ').slice(1, STACK_LINES + 1),
  }
}
