import type { App, BlockAction, ViewOutput } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { ZodError } from 'zod'
import { VERBS } from '../admin/index.ts'
import { wrongWords } from '../admin/verb.ts'
import { AppError } from '../errors.ts'
import { FieldError } from '../flow/new-lead.ts'
import { permalink } from '../lead/post.ts'
import { type Context, homeOf, logged, onClick, workspaceOf } from './clicks.ts'
import { answerModal, inModal } from './in-modal.ts'
import { LINES } from './line-buttons.ts'
import { contactIn } from './message-lead.ts'
import { loadingModal } from './modals.ts'
import { type Asker, checkMayUse, runVerb } from './run-line.ts'
import { showHome } from './show-home.ts'
import {
  blockFor,
  FORM_CALLBACK,
  type FormMeta,
  type FormName,
  formModal,
  formNamed,
  formWords,
  type Given,
  readFormMeta,
} from './verb-forms.ts'
import { WORDS } from './words.ts'

/** The callback ids of the shortcuts. */
export const SHORTCUTS = { newLead: 'new_lead', makeLead: 'make_lead' } as const

/** Slack takes an answer to a submitted form for three seconds; a slow receiver's address may take longer to look up. */
const ANSWER_WITHIN_MS = 2000

/** Forms: opened by buttons, by the command and by shortcuts, and answered with what their verb says. */
export function listenToVerbForms(app: App, context: Context): void {
  onClick(app, context, new RegExp(`^${LINES.form.replace('.', '\\.')}\\.`), async ({ body, value }) => {
    const form = formNamed(value)
    if (!form) throw new AppError('bad_input', WORDS.answer.oldButton)
    const home = homeOf(body)
    await openForm(context, body, askerOf(body), form, async () => (home ? { home } : {}))
  })
  app.shortcut({ type: 'shortcut', callback_id: SHORTCUTS.newLead }, async ({ ack, shortcut }) => {
    await ack()
    const asker = { user: shortcut.user, team: shortcut.team?.id }
    await openForm(context, shortcut, asker, 'new')
  })
  app.shortcut({ type: 'message_action', callback_id: SHORTCUTS.makeLead }, async ({ ack, shortcut }) => {
    await ack()
    if (shortcut.type !== 'message_action') return
    const { user, team, message, channel, message_ts: ts } = shortcut
    const asker = { user, team: team?.id }
    await openForm(context, shortcut, asker, 'new', async () => {
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
  form: FormName,
  prepare: () => Promise<Omit<FormMeta, 'form'> & { given?: Given }> = async () => ({}),
): Promise<void> {
  await inModal(context, trigger, async () => {
    await checkMayUse(context, asker, verbOf(form))
    const [{ given, ...place }, endpoints] = await Promise.all([prepare(), endpointNames(context, asker)])
    return formModal({ form, ...place }, endpoints, given)
  })
}

type Submitted = { view: ModalView; errors?: never } | { errors: Record<string, string>; view?: never }

/** Runs the form's verb; what is wrong is said at its input, where nothing that was typed is lost. */
async function submitted(context: Context, asker: Asker, meta: FormMeta, view: ViewOutput): Promise<Submitted> {
  const { form, link } = meta
  const verb = verbOf(form)
  try {
    await checkMayUse(context, asker, verb)
    const words = formWords(form, view.state)
    if (form === 'new') Object.assign(words.flags, { key: [view.id] }, link && { link: [link] })
    return { view: answerModal(await runVerb(context, asker, verb, words), verb.secret === true, WORDS.command.added) }
  } catch (error) {
    return { errors: { [blockFor(form, flagOf(error))]: problem(context, error) } }
  }
}

function problem(context: Context, error: unknown): string {
  if (error instanceof ZodError) return wrongWords(error).join('\n')
  return error instanceof AppError ? error.message : logged(context, error)
}

/** Which of a verb's flags an error speaks of, as far as it says. */
function flagOf(error: unknown): string | undefined {
  if (error instanceof FieldError) return error.field
  if (error instanceof ZodError) return String(error.issues[0]?.path[0])
  return error instanceof AppError && error.code === 'bad_input' ? 'url' : 'name'
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
    const given = formWords(meta.form, was.state).flags
    const events = {
      ...given,
      ...(given.events && { events: given.events.join().split(',') }),
      ...(given.header && { header: [given.header.join('\n')] }),
    }
    return formModal(meta, await endpointNames(context, asker), events, Object.values(answer.errors ?? {}).join('\n'))
  }
  const view = answer.view ?? (await again())
  await context.clients.interactive.views.update({ view_id: was.id, view })
}

async function endpointNames(context: Context, { team }: Asker): Promise<string[]> {
  const endpoints = await context.acts.endpoints(workspaceOf(context, team))
  return endpoints.filter(({ disabled }) => !disabled).map(({ name }) => name)
}

function verbOf(form: FormName) {
  const verb = VERBS.find(({ name }) => name === form)
  if (!verb) throw new Error(`the form ${form} has no verb`)
  return verb
}

function askerOf(body: BlockAction): Asker {
  return { user: body.user, team: body.team?.id }
}
