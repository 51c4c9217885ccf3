import type { App, BlockAction, RespondFn, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { AppError } from '../errors.ts'
import type { Choice, Click, ClickResult } from '../flow/decide-lead.ts'
import type { Lead } from '../lead/lead.ts'
import { isTooLate } from './answer.ts'
import type { BoltOptions } from './bolt.ts'
import { ACTIONS, readLeadClick } from './buttons.ts'
import type { SlackMessage } from './card.ts'
import { detailsModal } from './details.ts'
import { HOME } from './home.ts'
import { LINES } from './line-buttons.ts'
import {
  loadingModal,
  type ModalMeta,
  REJECT_CALLBACK,
  REVIEW_CALLBACK,
  readMeta,
  readReject,
  readReview,
  rejectModal,
  reviewModal,
} from './modals.ts'
import type { Clicker, Member } from './people.ts'
import { showHome } from './show-home.ts'
import { lateWords } from './verdict.ts'
import { WORDS } from './words.ts'

/** What every listener has at hand. */
export type Context = BoltOptions & { people(clicker: Clicker, workspace: string): Promise<Member> }
/** Says something that only the clicker sees. */
export type Tell = (text: string) => Promise<unknown>
/** A click, and `shown`: the place where it happened has to show what stands now. */
export type Clicked = {
  body: BlockAction
  value: string
  tell: Tell
  shown(lead: Lead): Promise<unknown>
  /** Puts this in the place of the message that was clicked, which only the clicker sees. */
  replace(message: SlackMessage): Promise<unknown>
}

const ERROR_ID_LENGTH = 8
const APPROVE: Choice = { outcome: 'approved', reason: null, note: null, owner: null }

/** Action ids of some older or other card. */
const NOT_OURS = new RegExp(
  `^(?!(${Object.values(ACTIONS).join('|')})$|(${Object.values({ ...LINES, ...HOME }).join('|')})(\\.|$))`,
)

/** Answers every click and modal: acknowledged first, and never silent. */
export function listen(app: App, context: Context): void {
  onClick(app, context, ACTIONS.approve, (clicked) => decideByClick(context, clicked, APPROVE))
  onClick(app, context, ACTIONS.undo, (clicked) => changeByClick(context, clicked, context.acts.undoDecision))
  onClick(app, context, ACTIONS.reopen, (clicked) => changeByClick(context, clicked, context.acts.reopenLead))
  onClick(app, context, ACTIONS.reject, (clicked) => openForm(context, clicked, rejectModal))
  onClick(app, context, ACTIONS.review, (clicked) => openForm(context, clicked, reviewModal))
  onClick(app, context, ACTIONS.menu, (clicked) =>
    showDetails(context, clicked, async () => readLeadClick(clicked.value)?.leadId ?? null),
  )
  onClick(app, context, ACTIONS.handoffDetails, (clicked) => showHandoff(context, clicked))
  onClick(app, context, ACTIONS.retry, (clicked) => retryByClick(context, clicked))
  onClick(app, context, ACTIONS.openCard, async () => {})
  onClick(app, context, NOT_OURS, () => Promise.reject(new AppError('bad_input', WORDS.answer.oldButton)))
  onSubmit(app, context, REJECT_CALLBACK, ({ view }) => ({
    outcome: 'rejected',
    ...readReject(view.state),
    owner: null,
  }))
  onSubmit(app, context, REVIEW_CALLBACK, ({ view }) => reviewChoice(readReview(view.state)))
}

/** Listens to a button, menu or choice. */
export function onClick(
  app: App,
  context: Context,
  actionId: string | RegExp,
  act: (clicked: Clicked) => Promise<void>,
): void {
  app.action<BlockAction>(actionId, async ({ ack, body, action, respond }) => {
    await ack()
    const tell = toClicker(context, body, respond)
    const shown = showsItself(context, body, tell)
    const replace = (message: SlackMessage) => respond({ ...message, replace_original: true })
    await answered(context, tell, () => act({ body, value: chosen(action), tell, shown, replace }))
  })
}

function onSubmit(app: App, context: Context, callback: string, read: (body: ViewSubmitAction) => Choice): void {
  app.view<ViewSubmitAction>(callback, async ({ ack, body }) => {
    await ack()
    const meta = readMeta(body.view.private_metadata)
    if (!meta) return
    const { channel, home } = meta
    const at = { user: body.user, team: body.team?.id }
    const tell: Tell = (text) =>
      home
        ? showHome(context, at, home, text)
        : context.clients.interactive.chat.postEphemeral({ channel, user: body.user.id, text })
    await answered(context, tell, async () => {
      const click = await clickOf(context, body.user, body.team?.id, meta)
      const result = await context.acts.decideLead(click, read(body))
      if (result.kind === 'late') await tell(lateWords(result))
      else if (home) await showHome(context, at, home)
    })
  })
}

/** An error becomes a sentence for whoever clicked; one that is not ours goes to the log as well, under the id that they see. */
export async function answered(context: Context, tell: Tell, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (error instanceof AppError) return void (await tell(error.message))
    await tell(logged(context, error))
  }
}

/** Logs an error that is not ours, and answers what people are told of it: the id under which the log has it. */
export function logged(context: Context, error: unknown): string {
  const id = context.newId('err').slice(-ERROR_ID_LENGTH)
  context.failed(`click ${id}`, error)
  return WORDS.answer.failed(id)
}

async function decideByClick(context: Context, clicked: Clicked, choice: Choice): Promise<void> {
  await changeByClick(context, clicked, (click) => context.acts.decideLead(click, choice))
}

type Change = (click: Click) => Promise<ClickResult>

async function changeByClick(context: Context, { body, value, tell, shown }: Clicked, change: Change): Promise<void> {
  const leadId = readLeadClick(value)?.leadId
  if (!leadId) throw new AppError('bad_input', WORDS.answer.oldButton)
  const result = await change(await clickOf(context, body.user, body.team?.id, { leadId, ...placeOf(body) }))
  if (result.kind === 'late') await tell(lateWords(result))
  else await shown(result.lead)
}

/** Slack gives three seconds to open a modal, so nothing is looked up before. */
async function openForm(
  context: Context,
  { body, value }: Clicked,
  form: (meta: ModalMeta) => ModalView,
): Promise<void> {
  const click = readLeadClick(value)
  if (!click) throw new AppError('bad_input', WORDS.answer.oldButton)
  const home = homeOf(body)
  const view = form({ leadId: click.leadId, version: click.revision, ...placeOf(body), ...(home && { home }) })
  await openView(context, body, view)
}

/** Answers the view's id. Throws `unavailable` when Slack's three seconds were over. */
export async function openView(
  context: Context,
  { trigger_id }: { trigger_id: string },
  view: ModalView,
): Promise<string | undefined> {
  try {
    return (await context.clients.interactive.views.open({ trigger_id, view })).view?.id
  } catch (error) {
    throw isTooLate(error) ? new AppError('unavailable', WORDS.answer.tooSlow, { cause: error }) : error
  }
}

async function showDetails(context: Context, { body }: Clicked, find: () => Promise<string | null>): Promise<void> {
  const viewId = await openView(context, body, loadingModal(WORDS.modal.details))
  const leadId = await find()
  const view = leadId && (await context.acts.lookUp(workspaceOf(context, body.team?.id), leadId))
  if (!view) throw new AppError('not_found', WORDS.answer.gone)
  const { views } = context.clients.interactive
  if (viewId) await views.update({ view_id: viewId, view: detailsModal({ ...view, now: context.now() }) })
}

async function showHandoff(context: Context, clicked: Clicked): Promise<void> {
  const workspace = workspaceOf(context, clicked.body.team?.id)
  await showDetails(context, clicked, () => context.acts.leadOfHandoff(workspace, clicked.value))
}

async function retryByClick(context: Context, { body, value, tell }: Clicked): Promise<void> {
  const workspace = workspaceOf(context, body.team?.id)
  const member = await context.people(body.user, workspace)
  if (member.isGuest) throw new AppError('forbidden', WORDS.answer.guest)
  await context.acts.retryHandoff({ workspace, handoffId: value, by: member.person.id })
  await tell(WORDS.answer.retrying)
}

async function clickOf(
  context: Context,
  user: Clicker,
  team: string | undefined,
  { leadId, ts }: { leadId: string; ts: string },
): Promise<Click> {
  const workspace = workspaceOf(context, team)
  const { person, isGuest } = await context.people(user, workspace)
  if (isGuest) throw new AppError('forbidden', WORDS.answer.guest)
  return { workspace, leadId, by: person, cardTs: ts || null }
}

/** With one bot token everything belongs to its workspace; the payload's team differs on Enterprise Grid. */
export function workspaceOf(context: Context, team: string | undefined): string {
  const workspace = context.ownWorkspace() ?? team
  if (!workspace) throw new AppError('unavailable', WORDS.answer.noWorkspace)
  return workspace
}

function reviewChoice({ owner, note, due }: ReturnType<typeof readReview>): Choice {
  const person = owner ? { id: owner, name: null, email: null, kind: 'user' as const } : null
  return { outcome: 'review_requested', reason: due && WORDS.verdict.due(due), note, owner: person }
}

/** A card shows itself; the Home tab is drawn anew, and under an answer to a command it is said. */
function showsItself(context: Context, body: BlockAction, tell: Tell): Clicked['shown'] {
  const home = homeOf(body)
  if (home) return () => showHome(context, { user: body.user, team: body.team?.id }, home)
  return async ({ state }) => body.container.is_ephemeral && tell(WORDS.command.changed[state])
}

/** What is looked at on the Home tab, for a click there. */
export function homeOf({ view }: BlockAction): string | null {
  return view?.type === 'home' ? view.private_metadata : null
}

function chosen(action: BlockAction['actions'][number]): string {
  switch (action.type) {
    case 'button':
      return action.value ?? ''
    case 'overflow':
    case 'static_select':
      return action.selected_option.value
    case 'users_select':
      return action.selected_user
    default:
      return ''
  }
}

/** Where the card stands, so that an answer to its modal finds the way back. */
function placeOf(body: BlockAction): { channel: string; ts: string } {
  return { channel: body.channel?.id ?? '', ts: body.message?.ts ?? '' }
}

/** Only the clicker sees it: through the click's own URL, which needs no membership of the channel. */
export function toClicker(context: Context, body: BlockAction, respond: RespondFn): Tell {
  const home = homeOf(body)
  if (home) return (text) => showHome(context, { user: body.user, team: body.team?.id }, home, text)
  if (body.response_url) return (text) => respond({ text, response_type: 'ephemeral', replace_original: false })
  const { channel } = placeOf(body)
  return (text) => context.clients.interactive.chat.postEphemeral({ channel, user: body.user.id, text })
}
