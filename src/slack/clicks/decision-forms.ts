import type { App, ViewSubmitAction } from '@slack/bolt'
import { AppError } from '../../errors.ts'
import type { Choice } from '../../flow/decide-lead.ts'
import type { Person } from '../../lead/decision.ts'
import { snoozeUntil } from '../../lead/snooze.ts'
import { title } from '../blocks/who.ts'
import type { Context } from '../context.ts'
import { WORDS } from '../words/words.ts'
import { type Clicked, clickOf, metaOf, onSubmit, type Submitted, tellResult } from './clicks.ts'
import {
  assignProblems,
  readOwner,
  readReject,
  readReview,
  readSnooze,
  rejectProblems,
  snoozeProblems,
} from './modal-answers.ts'
import type { ModalMeta } from './modal-meta.ts'
import { CALLBACKS, type Form } from './modals.ts'
import { lateWords, refusalWords } from './refused.ts'
import { fillView, messageModal, openView } from './windows.ts'

/** Opens a form at once, and then has it name its lead, or say why there is nothing to fill in. */
export async function openForm(context: Context, clicked: Clicked, form: Form): Promise<void> {
  const meta = metaOf(clicked)
  const viewId = await openView(context, clicked.body, form(meta))
  await fillView(context, viewId, await knownForm(context, clicked, meta, form))
}

async function knownForm(context: Context, { body }: Clicked, meta: ModalMeta, form: Form) {
  const { workspace, standing } = await clickOf(context, body, meta)
  const { lead } = await context.acts.lookUp(workspace, meta.leadId)
  const heading = form(meta).title.text
  const refusal = await context.acts.refusalFor(standing, lead, 'decider')
  if (refusal) return messageModal(heading, refusalWords(refusal))
  if (lead.state !== 'open') {
    return messageModal(heading, lateWords({ kind: 'late', lead, wanted: 'decide' }, standing.person.id))
  }
  return form(meta, title(lead))
}

/** Takes what people filled in. */
export function listenToForms(app: App, context: Context): void {
  onSubmit(app, context, CALLBACKS.reject, {
    problems: rejectProblems,
    act: (submitted) => decideByForm(context, submitted, rejection),
  })
  onSubmit(app, context, CALLBACKS.review, {
    act: (submitted) => decideByForm(context, submitted, (form) => review(context, form)),
  })
  onSubmit(app, context, CALLBACKS.assign, {
    problems: assignProblems,
    act: (submitted) => assignByForm(context, submitted),
  })
  onSubmit(app, context, CALLBACKS.snooze, {
    problems: (state) => snoozeProblems(state, context.now()),
    act: (submitted) => snoozeByForm(context, submitted),
  })
}

async function decideByForm(
  context: Context,
  submitted: Submitted,
  choose: (submitted: Submitted) => Promise<Choice>,
): Promise<void> {
  const { body, meta } = submitted
  const [click, choice] = await Promise.all([clickOf(context, body, meta), choose(submitted)])
  await tellResult(submitted, await context.acts.decideLead(click, choice), body.user.id)
}

async function rejection({ body }: Submitted): Promise<Choice> {
  return { outcome: 'rejected', ...readReject(body.view.state), due: null, owner: null }
}

async function review(context: Context, { body }: Submitted): Promise<Choice> {
  const { owner, note, due } = readReview(body.view.state)
  const person = owner ? await personOf(context, body, owner) : null
  return { outcome: 'review_requested', reason: null, note, due, owner: person }
}

async function assignByForm(context: Context, submitted: Submitted): Promise<void> {
  const { body, meta } = submitted
  const owner = readOwner(body.view.state)
  if (!owner) return
  const [click, to] = await Promise.all([clickOf(context, body, meta), personOf(context, body, owner)])
  await tellResult(submitted, await context.acts.assignLead(click, to), body.user.id)
}

async function snoozeByForm(context: Context, submitted: Submitted): Promise<void> {
  const { body, meta } = submitted
  const click = await clickOf(context, body, meta)
  const { offer, until: own } = readSnooze(body.view.state)
  const until = own ?? (offer && snoozeUntil(offer, context.now(), click.standing.zone))
  if (!until) throw new AppError('unavailable', WORDS.answer.noTimeZone)
  await tellResult(submitted, await context.acts.snoozeLead(click, until), body.user.id)
}

/** Somebody who was picked, by the name that Slack knows. */
async function personOf(context: Context, { team }: ViewSubmitAction, id: string): Promise<Person> {
  return (await context.people({ id }, context.ownWorkspace() ?? team?.id ?? '')).person
}
