import type { ViewOutput } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { ZodError } from 'zod'
import { wrongInFlag } from '../../admin/verb.ts'
import { AppError } from '../../errors.ts'
import { FieldError } from '../../flow/new-lead.ts'
import { plain } from '../blocks/rich.ts'
import { headed } from '../blocks/values.ts'
import { logged } from '../clicks/clicks.ts'
import { answerModal } from '../command/in-modal.ts'
import { checkMayUse, runVerb } from '../command/run-line.ts'
import type { Context } from '../context.ts'
import type { Asker } from '../people/people.ts'
import { WORDS } from '../words/words.ts'
import { answersHash, formGiven, formWords, standingHash } from './form-answers.ts'
import { inputsOf } from './form-inputs.ts'
import { type FormMeta, showsWhatStands, verbOf } from './form-meta.ts'
import { blockFor, formModal } from './form-modal.ts'
import type { About, Given, Input } from './input.ts'
import { mappingPreview } from './mapping-preview.ts'
import { aboutOf } from './open-form.ts'
import { rubricFlagOf, rubricWords } from './rubric-form.ts'

/** A form that somebody filled in. */
type Filled = { asker: Asker; meta: FormMeta; view: ViewOutput }

/** What is shown instead of the form, or what is wrong, by input. */
export type Outcome = { view: ModalView; errors?: never } | { errors: Record<string, string>; view?: never }

/** Runs the form's verb; what is wrong is said at its input, where nothing that was typed is lost. */
export async function submitForm(context: Context, { asker, meta, view }: Filled): Promise<Outcome> {
  const verb = verbOf(meta.form)
  const given = formGiven(meta, view.state)
  let inputs: Input[] = []
  try {
    await checkMayUse(context, asker, verb)
    const about = await aboutOf(context, asker, meta)
    inputs = inputsOf(meta.form, about, given)
    if (showsWhatStands(meta) && meta.seen !== standingHash(inputs))
      throw new AppError('conflict', WORDS.command.changedMeanwhile)
    if (meta.form === 'destination map') return { view: await mapped(context, { asker, meta }, about, given) }
    const words = meta.form === 'rubric set' ? rubricWords(given) : formWords(meta, inputs, given)
    if (meta.form === 'new') Object.assign(words.flags, { key: [view.id] }, meta.link && { link: [meta.link] })
    return { view: answerModal(await runVerb(context, asker, verb, words), verb, doneWords(meta)) }
  } catch (error) {
    const flag = meta.form === 'rubric set' ? rubricFlagOf(error, given) : flagOf(error)
    return { errors: { [blockFor(meta, inputs, flag)]: problem(context, error) } }
  }
}

/** The form once more, with what was typed, and above it what is wrong with it. */
export async function formAgain(
  context: Context,
  { asker, meta, view }: Filled,
  errors: Record<string, string>,
): Promise<ModalView> {
  const about = await aboutOf(context, asker, meta)
  const words = Object.values(errors).join('\n')
  const top = words ? [{ type: 'section' as const, text: plain(words) }] : []
  return formModal(meta, about, formGiven(meta, view.state), top)
}

/** Shows what a mapping makes of a lead before it is saved; what was changed since is shown again. */
async function mapped(
  context: Context,
  { asker, meta }: Pick<Filled, 'asker' | 'meta'>,
  about: About,
  given: Given,
): Promise<ModalView> {
  const verb = verbOf(meta.form)
  const { mapping = ['none'], preset } = given
  const flags = preset ? { preset: [...preset] } : { mapping: [...mapping] }
  const words = { rest: meta.target ? [meta.target] : [], flags, pairs: {} }
  if (meta.previewed === answersHash(given)) {
    const saved = await runVerb(context, asker, verb, { ...words, flags: { ...flags, save: ['on'] } })
    return answerModal(saved, verb, WORDS.command.saved)
  }
  const { blocks, mapping: text } = mappingPreview((await runVerb(context, asker, verb, words)).data)
  const next = text === null ? {} : { mapping: [text] }
  const shown = { ...meta, step: meta.step + 1, previewed: answersHash(next) }
  return formModal(shown, about, { mapping: [], ...next }, blocks)
}

function doneWords({ form }: FormMeta): string {
  return form.endsWith(' add') || form === 'new' ? WORDS.command.added : WORDS.command.saved
}

function problem(context: Context, error: unknown): string {
  if (error instanceof ZodError) return error.issues.map((issue) => headed(wrongInFlag(issue))).join('\n')
  return error instanceof AppError ? error.message : logged(context, error)
}

/** Which of a verb's flags an error speaks of, as far as it says. */
function flagOf(error: unknown): string | undefined {
  if (error instanceof FieldError) return error.field
  if (error instanceof ZodError) return String(error.issues[0]?.path[0])
  if (!(error instanceof AppError) || error.code !== 'bad_input') return 'name'
  return /^(?:\w+ needs --set )?(\w+)(?:=…)?[: ]/.exec(error.message)?.[1] ?? 'url'
}
