import { z } from 'zod'
import type { InboxRow } from '../flow/inbox.ts'
import type { Flow } from '../flow/index.ts'
import type { Person } from '../lead/decision.ts'
import type { Standing } from '../lead/roles.ts'
import type { Workspace } from '../lead/workspace.ts'

/** What a verb may use: the flow, and who asks for which workspace. */
export type AdminContext = {
  flow: Flow
  workspace: Workspace
  by: string
  publicUrl: string
  /** Whoever asks, where that is a person in Slack. */
  person?: Person
  /** What they may do; the shell may do all. */
  standing?: Standing
}

/** What was typed after a verb: plain words, `--flag value` (as often as it was given), and `key=value`. */
export type Words = { rest: string[]; flags: Record<string, string[]>; pairs: Record<string, string> }

/** What a verb answers: data, and remarks for people. */
export type Answer = {
  data: unknown
  remarks?: string[]
  /** The leads that the data speaks of, where they can be decided on the spot. */
  leads?: InboxRow[]
  /** What is too long for an answer, where that is the point of it. */
  file?: FileAnswer
  /** The line that shows what comes after these. */
  next?: string | null
}

/** A file as it comes, piece by piece: its text, or the same as data. */
export type FileAnswer = { name: string; text(): AsyncIterable<string>; rows(): AsyncIterable<unknown> }

/** One thing that admins can do, the same from Slack and from the shell. Wrong words throw a ZodError, the rest an AppError. */
export type Verb = {
  /** As typed: `endpoint add`. */
  name: string
  usage: string
  summary: string
  /** Flags whose value is a file's text; in a shell they name the file. */
  files?: readonly string[]
  /** Flags that stand alone, such as `--save`. */
  switches?: readonly string[]
  /** Absent: for admins only. Guests use none. */
  for?: 'everyone' | 'deciders'
  /** It takes something away or sends something again, always or with that switch, so that Slack asks first. */
  destroys?: true | { with: string }
  /** Its answer holds a secret that is shown this once, and never in a message. */
  secret?: true
  /** What its lists show of each row where there is little room, the row's name first. */
  columns?: readonly string[]
  /** What it means that a list of it is empty, and what helps. */
  empty?: string
  run(context: AdminContext, words: Words): Promise<Answer>
}

/** Whether a call of it takes something away or sends something again. */
export function isDestructive({ destroys }: Verb, { flags }: Words): boolean {
  return typeof destroys === 'object' ? Object.hasOwn(flags, destroys.with) : destroys === true
}

/** A flag that is given once. */
export const once = z
  .array(z.string().min(1, 'must not be empty'), 'is missing')
  .max(1, 'is given twice')
  .transform((values) => values.join())

/** A flag that may be given several times. */
export const often = z.array(z.string()).default([])

/** One text that is two things; the pattern finds first one and then the other. */
export function pairOf(pattern: RegExp, message: string) {
  return z.string().transform((text, context) => {
    const [, name, value] = pattern.exec(text) ?? []
    if (name !== undefined && value !== undefined) return [name, value] as const
    context.addIssue(message)
    return z.NEVER
  })
}

/** A flag whose every value is a name and what belongs to it. */
export function namedBy(pair: ReturnType<typeof pairOf>) {
  return often.pipe(z.array(pair)).transform((pairs) => Object.fromEntries(pairs))
}

/** The plain words of a verb that takes one of them, or none. */
export const perhapsOne = z.array(z.string()).max(1, 'Give one word at most.')

/** A whole number as text. */
export const whole = once.pipe(z.string().regex(/^\d+$/, 'must be a whole number').transform(Number))

/** Text that holds JSON, as what it holds. */
export const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue('must hold JSON')
    return z.NEVER
  }
})

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `30m`, `2h` or `7d` in milliseconds; null for anything else. */
export function spanMs(text: string): number | null {
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? []
  return count && unit ? Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS] : null
}

const OneName = z.tuple([z.string().min(1)], 'Give one name or id.')

/** The one plain word of a verb that is about something named. */
export function oneName({ rest }: Words): string {
  return OneName.parse(rest)[0]
}

/** What is wrong with a call, one line each. */
export function wrongWords(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const [flag] = issue.path
    return typeof flag === 'string' ? `--${flag} ${wrongInFlag(issue)}` : issue.message
  })
}

/** What is wrong with a flag's value, and where within it. */
export function wrongInFlag({ path: [, ...inner], message }: z.core.$ZodIssue): string {
  return inner.length > 0 ? `at ${inner.join('.')}: ${message}` : message
}
