import { z } from 'zod'
import { VERBS } from '../../admin/index.ts'
import type { Verb } from '../../admin/verb.ts'

/** The verbs that have a form, in Slack the way to type what is long or secret. */
const FORMS = [
  'new',
  'endpoint add',
  'endpoint edit',
  'destination add',
  'destination edit',
  'destination map',
  'routing add',
  'settings set',
  'rubric set',
] as const
export type FormName = (typeof FORMS)[number]

const ABOUT_ONE: readonly FormName[] = ['endpoint edit', 'destination edit', 'destination map']
/** Forms that may be about one thing, or about a new one. */
const PERHAPS_ABOUT_ONE: readonly FormName[] = ['routing add']
/** Forms that show what stands; what is left as it was is no change. */
const CHANGES: readonly FormName[] = ['endpoint edit', 'destination edit', 'settings set', 'rubric set']

/** What a form is about: the id or name of it, where there is one already. */
export type Named = { form: FormName; target?: string | undefined }

const Meta = z.object({
  form: z.enum(FORMS),
  target: z.string().optional(),
  /** How often it was shown with answers of ours in it: Slack keeps what was typed in blocks that keep their ids. */
  step: z.number().default(0),
  /** Stands for how what it shows was when it was opened. */
  seen: z.string().optional(),
  /** Stands for the answers that a preview was shown of. */
  previewed: z.string().optional(),
  /** What is looked at on the Home tab, where it was opened from there. */
  home: z.string().optional(),
  /** The message that it was made from. */
  link: z.string().optional(),
})
/** It travels as `private_metadata`. */
export type FormMeta = z.infer<typeof Meta>

/** The form that a verb or a button means, and what it is about; null for verbs that have none. */
export function formNamed(words: string): Named | null {
  const mayName = [...ABOUT_ONE, ...PERHAPS_ABOUT_ONE]
  const form = FORMS.find((name) => words === name || (mayName.includes(name) && words.startsWith(`${name} `)))
  if (!form) return null
  const target = words.slice(form.length).trim()
  if (ABOUT_ONE.includes(form)) return target ? { form, target } : null
  return { form, ...(target && { target }) }
}

/** Reads `private_metadata`; null when it is not ours. */
export function readFormMeta(metadata: string): FormMeta | null {
  try {
    return Meta.parse(JSON.parse(metadata))
  } catch {
    return null
  }
}

/** Whether what is left as it was in a form is no change. */
export function isChange(form: FormName): boolean {
  return CHANGES.includes(form)
}

/** Whether a form shows what stands, so that sending it may undo what somebody else has changed since. */
export function showsWhatStands({ form, target }: Named): boolean {
  return isChange(form) || target !== undefined
}

export function verbOf(form: FormName): Verb {
  const verb = VERBS.find(({ name }) => name === form)
  if (!verb) throw new Error(`the form ${form} has no verb`)
  return verb
}
