import { ZodError } from 'zod'
import { readLine, VERBS } from '../../admin/index.ts'
import { nearestVerbs, splitLine } from '../../admin/line.ts'
import { type Answer, type Verb, type Words, wrongWords } from '../../admin/verb.ts'
import { AppError } from '../../errors.ts'
import { inertWords } from '../blocks/text.ts'
import { refusalWords } from '../clicks/refused.ts'
import { type Context, standingOf } from '../context.ts'
import type { Asker } from '../people/people.ts'
import { WORDS } from '../words/words.ts'

/** A line that means a verb. */
export type Meant = { verb: Verb; words: Words; line: string }

/** What may hold a secret. */
const SECRET_FLAGS = ['secret', 'header', 'set']

/** What was typed, or null where it is no verb; Slack's own markup in it is undone. */
export function meantBy(typed: string): Meant | null {
  const line = unmarked(typed)
  const found = readLine(splitLine(line))
  return found && { ...found, line }
}

/** Throws `forbidden` for who may not use a verb, saying who can. */
export async function checkMayUse(context: Context, asker: Asker, verb: Verb): Promise<void> {
  const { workspace, standing } = await standingOf(context, asker)
  if (verb.for === 'everyone' && !standing.isOutsider) return
  const need = verb.for ? 'decider' : 'admin'
  const refusal = await context.acts.refusalFor(standing, { workspace, channel: null }, need)
  if (refusal) throw new AppError('forbidden', refusalWords(refusal))
}

/** The verbs that somebody may use; none for guests. */
export async function usableBy(context: Context, asker: Asker): Promise<Verb[]> {
  const { workspace, standing } = await standingOf(context, asker)
  const may = async (need: 'decider' | 'admin') =>
    !(await context.acts.refusalFor(standing, { workspace, channel: null }, need))
  const [decides, isAdmin] = await Promise.all([may('decider'), may('admin')])
  return VERBS.filter(({ for: whom }) => (whom === 'everyone' ? !standing.isOutsider : whom ? decides : isAdmin))
}

/** Throws `bad_input` for secrets that were typed where they can be read later. */
export function checkNoSecrets({ verb, words }: Meant): void {
  if (!SECRET_FLAGS.some((flag) => words.flags[flag])) return
  throw new AppError('bad_input', WORDS.command.secretTyped(verb.name))
}

/** Runs a verb for somebody in Slack. Wrong words throw a ZodError. */
export async function runVerb(context: Context, asker: Asker, verb: Verb, words: Words): Promise<Answer> {
  const { workspace: id, standing } = await standingOf(context, asker)
  const workspace = await context.acts.workspace(id)
  if (!workspace) throw new AppError('unavailable', WORDS.answer.noWorkspace)
  const { person } = standing
  const { acts: flow, publicUrl } = context
  return verb.run({ flow, workspace, by: person.id, publicUrl, person, standing }, words)
}

/** The same, with what is wrong as a sentence in which Slack finds nothing to parse: it may quote what was typed. */
export async function runMeant(context: Context, asker: Asker, { verb, words }: Meant): Promise<Answer> {
  try {
    return await runVerb(context, asker, verb, words)
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, inertWords(error.message), { cause: error })
    if (!(error instanceof ZodError)) throw error
    throw new AppError('bad_input', inertWords([...wrongWords(error), WORDS.command.usageCode(verb.usage)].join('\n')))
  }
}

/** The verbs that begin with what was typed, where more is to come. */
export function goingOn(typed: string): Verb[] {
  const words = splitLine(unmarked(typed)).join(' ').toLowerCase()
  return VERBS.filter(({ name }) => name.startsWith(`${words} `))
}

/** The verbs that may have been meant. */
export function nearest(typed: string): Verb[] {
  return nearestVerbs(splitLine(unmarked(typed)))
}

/** Slack marks up people, channels and addresses in what is typed, and escapes three characters. */
export function unmarked(typed: string): string {
  return typed
    .replace(/<[#@!]([A-Z0-9]+)(?:\|[^<>]*)?>/g, '$1')
    .replace(/<(?:mailto:|tel:)?([^|<>]+)(?:\|[^<>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
