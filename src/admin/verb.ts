import { z } from 'zod'
import type { Flow } from '../flow/index.ts'
import type { Workspace } from '../lead/workspace.ts'

/** What a verb may use: the flow, and who asks for which workspace. */
export type AdminContext = { flow: Flow; workspace: Workspace; by: string; publicUrl: string }

/** What was typed after a verb: plain words, `--flag value` (as often as it was given), and `key=value`. */
export type Words = { rest: string[]; flags: Record<string, string[]>; pairs: Record<string, string> }

/** What a verb answers: data, and remarks for people. */
export type Answer = { data: unknown; remarks?: string[] }

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
  run(context: AdminContext, words: Words): Promise<Answer>
}

/** A flag that is given once. */
export const once = z
  .array(z.string().min(1, 'must not be empty'), 'is missing')
  .max(1, 'is given twice')
  .transform((values) => values.join())

/** A flag that may be given several times. */
export const often = z.array(z.string()).default([])

/** A whole number as text. */
export const whole = once.pipe(z.string().regex(/^\d+$/, 'must be a whole number').transform(Number))

const OneName = z.tuple([z.string().min(1)], 'takes one name or id')

/** The one plain word of a verb that is about something named. */
export function oneName({ rest }: Words): string {
  return OneName.parse(rest)[0]
}
