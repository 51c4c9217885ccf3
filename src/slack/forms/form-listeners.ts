import type { App } from '@slack/bolt'
import { AppError } from '../../errors.ts'
import { permalink } from '../../lead/post.ts'
import { LINES } from '../blocks/line-buttons.ts'
import { idsUnder, onClick } from '../clicks/clicks.ts'
import { homeOf } from '../clicks/tell.ts'
import { fillView, loadingModal } from '../clicks/windows.ts'
import { type Context, workspaceOf } from '../context.ts'
import { showHome } from '../home/show-home.ts'
import { askerOf, openerOf } from '../people/people.ts'
import { WORDS } from '../words/words.ts'
import { formNamed, readFormMeta } from './form-meta.ts'
import { FORM_CALLBACK } from './form-modal.ts'
import { contactIn } from './message-lead.ts'
import { openForm, redrawForm } from './open-form.ts'
import { formAgain, type Outcome, submitForm } from './submit-form.ts'

/** The callback ids of the shortcuts. */
export const SHORTCUTS = { newLead: 'new_lead', makeLead: 'make_lead' } as const

/** Slack takes an answer to a submitted form for three seconds; a slow receiver's address may take longer to look up. */
const ANSWER_WITHIN_MS = 2000

/** Forms: opened by buttons, by the command and by shortcuts, and answered with what their verb says. */
export function listenToVerbForms(app: App, context: Context): void {
  onClick(app, context, idsUnder(LINES.form), async ({ body, value }) => {
    const named = formNamed(value)
    if (!named) throw new AppError('bad_input', WORDS.answer.oldButton)
    const home = homeOf(body)
    await openForm(context, openerOf(body), named, async () => (home ? { home } : {}))
  })
  onClick(app, context, idsUnder(LINES.choice), ({ body }) => redrawForm(context, body))
  app.shortcut({ type: 'shortcut', callback_id: SHORTCUTS.newLead }, async ({ ack, shortcut }) => {
    await ack()
    await openForm(context, openerOf(shortcut), { form: 'new' })
  })
  app.shortcut({ type: 'message_action', callback_id: SHORTCUTS.makeLead }, async ({ ack, shortcut }) => {
    await ack()
    if (shortcut.type !== 'message_action') return
    const { message, channel, message_ts: ts } = shortcut
    const opener = openerOf(shortcut)
    await openForm(context, opener, { form: 'new' }, async () => {
      const workspace = await context.acts.workspace(workspaceOf(context, opener.team))
      const link = permalink(workspace?.url ?? null, { channel: channel.id, ts })
      return { given: contactIn(message.text ?? ''), ...(link && { link }) }
    })
  })
  app.view(FORM_CALLBACK, async ({ ack, body, view }) => {
    const meta = readFormMeta(view.private_metadata)
    if (!meta) return ack()
    const filled = { asker: askerOf(body), meta, view }
    const work = submitForm(context, filled)
    const outcome = await soon(work)
    if (outcome?.view) await ack({ response_action: 'update', view: outcome.view })
    else if (outcome) await ack({ response_action: 'errors', errors: outcome.errors })
    else {
      await ack({ response_action: 'update', view: loadingModal(WORDS.command.form[meta.form]) })
      const late = await work
      await fillView(context, view.id, late.view ?? (await formAgain(context, filled, late.errors)))
    }
    if (meta.home) await showHome(context, filled.asker, meta.home)
  })
}

/** Null when it takes so long that Slack would give up. */
async function soon(work: Promise<Outcome>): Promise<Outcome | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WITHIN_MS, null)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
