import type { App, BlockAction, ViewOutput } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { ZodError } from 'zod'
import { VERBS } from '../../admin/index.ts'
import { wrongInFlag } from '../../admin/verb.ts'
import { AppError } from '../../errors.ts'
import { FieldError } from '../../flow/new-lead.ts'
import { permalink } from '../../lead/post.ts'
import { LINES } from '../blocks/line-buttons.ts'
import { plain } from '../blocks/rich.ts'
import { headed } from '../blocks/values.ts'
import { logged, onClick } from '../clicks/clicks.ts'
import { loadingModal } from '../clicks/modals.ts'
import { homeOf } from '../clicks/tell.ts'
import { fillView } from '../clicks/windows.ts'
import { answerModal, inModal } from '../command/in-modal.ts'
import { checkMayUse, runVerb } from '../command/run-line.ts'
import { type Context, workspaceOf } from '../context.ts'
import { showHome } from '../home/show-home.ts'
import type { Asker } from '../people/people.ts'
import { WORDS } from '../words/words.ts'
import { inputsOf } from './form-inputs.ts'
import type { About, Given, Input } from './input.ts'
import { answersHash, mappingPreview } from './mapping-preview.ts'
import { contactIn } from './message-lead.ts'
import { rubricFlagOf, rubricWords } from './rubric-form.ts'
import {
  blockFor,
  FORM_CALLBACK,
  type FormMeta,
  formGiven,
  formModal,
  formNamed,
  formWords,
  readFormMeta,
} from './verb-forms.ts'

/** The callback ids of the shortcuts. */
export const SHORTCUTS = { newLead: 'new_lead', makeLead: 'make_lead' } as const

/** Slack takes an answer to a submitted form for three seconds; a slow receiver's address may take longer to look up. */
const ANSWER_WITHIN_MS = 2000

/** Forms: opened by buttons, by the command and by shortcuts, and answered with what their verb says. */
export function listenToVerbForms(app: App, context: Context): void {
  onClick(app, context, new RegExp(`^${LINES.form.replace('.', '\\.')}\\.`), async ({ body, value }) => {
    const named = formNamed(value)
    if (!named) throw new AppError('bad_input', WORDS.answer.oldButton)
    const home = homeOf(body)
    await openForm(context, body, askerOf(body), named, async () => (home ? { home } : {}))
  })
  onClick(app, context, new RegExp(`^${LINES.choice.replace('.', '\\.')}\\.`), ({ body }) => redraw(context, body))
  app.shortcut({ type: 'shortcut', callback_id: SHORTCUTS.newLead }, async ({ ack, shortcut }) => {
    await ack()
    const asker = { user: shortcut.user, team: shortcut.team?.id }
    await openForm(context, shortcut, asker, { form: 'new' })
  })
  app.shortcut({ type: 'message_action', callback_id: SHORTCUTS.makeLead }, async ({ ack, shortcut }) => {
    await ack()
    if (shortcut.type !== 'message_action') return
    const { user, team, message, channel, message_ts: ts } = shortcut
    const asker = { user, team: team?.id }
    await openForm(context, shortcut, asker, { form: 'new' }, async () => {
      const workspace = await context.acts.workspace(workspaceOf(context, asker.team))
      const link = permalink(workspace?.url ?? null, { channel: channel.id, ts })
      return { given: contactIn(message.text ?? ''), ...(link && { link }) }
    })
  })
  app.view(FORM_CALLBACK, async ({ ack, body, view }) => {
    const meta = readFormMeta(view.private_metadata)
    if (!meta) return ack()
    const asker = { user: body.user, team: body.team?.id }
    const work = submitted(context, asker, meta, view)
    const answer = await soon(work)
    if (answer)
      await ack(
        answer.view
          ? { response_action: 'update', view: answer.view }
          : { response_action: 'errors', errors: answer.errors },
      )
    else {
      await ack({ response_action: 'update', view: loadingModal(WORDS.command.form[meta.form]) })
      await showLate(context, asker, meta, view, await work)
    }
    if (meta.home) await showHome(context, asker, meta.home)
  })
}

/** Opens a verb's form for whoever may use the verb; what it is filled in with is looked up behind the open window. */
export async function openForm(
  context: Context,
  trigger: { trigger_id: string },
  asker: Asker,
  named: Pick<FormMeta, 'form' | 'target'>,
  prepare: () => Promise<Pick<FormMeta, 'home' | 'link'> & { given?: Given }> = async () => ({}),
): Promise<void> {
  await inModal(context, trigger, async () => {
    await checkMayUse(context, asker, verbOf(named.form))
    const [{ given, ...place }, about] = await Promise.all([prepare(), aboutOf(context, asker, named)])
    return formModal({ ...named, ...place, step: 0 }, about, given)
  })
}

/** An answer changed on which other questions depend; what was typed stays. */
async function redraw(context: Context, { view, user, team }: BlockAction): Promise<void> {
  const meta = view && readFormMeta(view.private_metadata)
  if (!view || !meta) throw new AppError('bad_input', WORDS.answer.oldButton)
  const about = await aboutOf(context, { user, team: team?.id }, meta)
  const given = formGiven(meta, view.state)
  await fillView(context, view.id, formModal(meta, about, given))
}

type Submitted = { view: ModalView; errors?: never } | { errors: Record<string, string>; view?: never }

/** Runs the form's verb; what is wrong is said at its input, where nothing that was typed is lost. */
async function submitted(context: Context, asker: Asker, meta: FormMeta, view: ViewOutput): Promise<Submitted> {
  const verb = verbOf(meta.form)
  const given = formGiven(meta, view.state)
  let inputs: Input[] = []
  try {
    await checkMayUse(context, asker, verb)
    const about = await aboutOf(context, asker, meta)
    inputs = inputsOf(meta.form, about, given)
    if (meta.form === 'destination map') return { view: await mapped(context, asker, meta, about, given) }
    const words = meta.form === 'rubric set' ? rubricWords(given) : formWords(meta, inputs, given)
    if (meta.form === 'new') Object.assign(words.flags, { key: [view.id] }, meta.link && { link: [meta.link] })
    return { view: answerModal(await runVerb(context, asker, verb, words), verb, doneWords(meta)) }
  } catch (error) {
    const flag = meta.form === 'rubric set' ? rubricFlagOf(error, given) : flagOf(error)
    return { errors: { [blockFor(meta, inputs, flag)]: problem(context, error) } }
  }
}

/** Shows what a mapping makes of a lead before it is saved; what was changed since is shown again. */
async function mapped(context: Context, asker: Asker, meta: FormMeta, about: About, given: Given): Promise<ModalView> {
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
  return formModal(
    { ...meta, step: meta.step + 1, previewed: answersHash(next) },
    about,
    { mapping: [], ...next },
    blocks,
  )
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

/** Null when it takes so long that Slack would give up. */
async function soon(work: Promise<Submitted>): Promise<Submitted | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WITHIN_MS, null)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

async function showLate(
  context: Context,
  asker: Asker,
  meta: FormMeta,
  was: ViewOutput,
  answer: Submitted,
): Promise<void> {
  const again = async () => {
    const about = await aboutOf(context, asker, meta)
    const words = Object.values(answer.errors ?? {}).join('\n')
    const top = words ? [{ type: 'section' as const, text: plain(words) }] : []
    return formModal(meta, about, formGiven(meta, was.state), top)
  }
  const view = answer.view ?? (await again())
  await fillView(context, was.id, view)
}

/** What a form is about, as it stands now. */
async function aboutOf(
  context: Context,
  { team }: Asker,
  { form, target = '' }: Pick<FormMeta, 'form' | 'target'>,
): Promise<About> {
  const { acts } = context
  const workspace = workspaceOf(context, team)
  const isAbout = (noun: string) => target !== '' && form.startsWith(noun)
  const [endpoints, settings, endpoint, destination, rubric] = await Promise.all([
    acts.endpoints(workspace),
    acts.settings(workspace),
    isAbout('endpoint') ? acts.findEndpoint(workspace, target) : null,
    isAbout('destination') ? acts.findDestination(workspace, target) : null,
    form === 'rubric set' ? acts.rubricOf(workspace) : null,
  ])
  const rule = settings.routing.find(({ name }) => isAbout('routing') && name === target) ?? null
  const open = endpoints.filter(({ disabled }) => !disabled).map(({ name }) => name)
  return { endpoints: open, settings, endpoint, destination, rule, rubric }
}

function verbOf(form: FormMeta['form']) {
  const verb = VERBS.find(({ name }) => name === form)
  if (!verb) throw new Error(`the form ${form} has no verb`)
  return verb
}

function askerOf(body: BlockAction): Asker {
  return { user: body.user, team: body.team?.id }
}
