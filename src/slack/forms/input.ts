import type { Destination } from '../../handoff/destination.ts'
import type { Endpoint } from '../../lead/endpoint.ts'
import type { Rule } from '../../lead/routing.ts'
import type { Settings } from '../../lead/workspace.ts'
import type { Rubric } from '../../scoring/rubric.ts'

/** What is already known of a form's answers, by flag. */
export type Given = Readonly<Record<string, readonly string[]>>

/** What a form is about, as it is now: `endpoints` are the names of those that take calls. */
export type About = {
  endpoints: readonly string[]
  settings: Settings
  destination: Destination | null
  endpoint: Endpoint | null
  rule: Rule | null
  rubric: Rubric | null
}

/** One question of a form, named like the verb's flag. `redraws`: the other questions depend on its answer. */
export type Input = {
  flag: string
  label: string
  kind: 'text' | 'email' | 'url' | 'long' | 'one' | 'some' | 'channel' | 'user' | 'users'
  optional?: true
  hint?: string
  options?: readonly string[]
  /** The answer to begin with. */
  usual?: readonly string[]
  redraws?: true
  /** What the verb is told where an answer was taken away; it is told nothing without. */
  none?: string
  /** A heading above it. */
  heading?: string
}

/** Flags of `--set` stand one by one. */
export const SET = 'set.'

/** What is not shown, and stays where nothing new is typed. */
export function kept(input: Pick<Input, 'flag' | 'label' | 'kind'>, hint: string): Input {
  return { ...input, optional: true, hint }
}
