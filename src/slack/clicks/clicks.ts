import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt'
import { AppError } from '../../errors.ts'
import type { Click, ClickResult } from '../../flow/change-lead.ts'
import { readLeadClick } from '../blocks/buttons.ts'
import type { SlackMessage } from '../card/card.ts'
import { type Context, standingOf } from '../context.ts'
import { showHome } from '../home/show-home.ts'
import { askerOf, type Member } from '../people/people.ts'
import { WORDS } from '../words/words.ts'
import type { ModalState } from './modal-answers.ts'
import { type ModalMeta, readMeta } from './modal-meta.ts'
import { answerTo } from './refused.ts'
import { homeOf, placeOf, type Shown, showsItself, type Tell, toClicker, toPerson } from './tell.ts'

export type Clicked = {
  body: BlockAction
  value: string
  tell: Tell
  shown: Shown
  /** Puts this in the place of the message that was clicked, which only the clicker sees. */
  replace(message: SlackMessage): Promise<unknown>
}
export type Submitted = { body: ViewSubmitAction; meta: ModalMeta; tell: Tell; shown: Shown }

const ERROR_ID_LENGTH = 8

/** Answers a click on a message or modal: acknowledged first, and never silent. */
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

/** The ids of all actions that begin with that: Slack wants each id once in a message. */
export function idsUnder(prefix: string): RegExp {
  return new RegExp(`^${prefix.replace('.', '\\.')}(\\.|$)`)
}

/** What is done with a form. `problems` says what is wrong with it, by input: Slack then keeps it open with all that was typed. */
type Handling = {
  problems?: (state: ModalState) => Record<string, string> | null
  act: (submitted: Submitted) => Promise<void>
}

/** Answers a form. */
export function onSubmit(app: App, context: Context, callback: string, { problems, act }: Handling): void {
  app.view<ViewSubmitAction>(callback, async ({ ack, body }) => {
    const errors = problems?.(body.view.state)
    if (errors) return ack({ response_action: 'errors', errors })
    await ack()
    const meta = readMeta(body.view.private_metadata)
    if (!meta) return
    const { home } = meta
    const owner = askerOf(body)
    const tell: Tell =
      home === undefined
        ? toPerson(context, meta.channel, body.user.id)
        : (text) => showHome(context, owner, home, text)
    const shown: Shown = async () => home !== undefined && showHome(context, owner, home)
    await answered(context, tell, () => act({ body, meta, tell, shown }))
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

/** Says what came of a change, where more is to be said than what the card shows. */
export async function tellResult(
  { tell, shown }: Pick<Clicked, 'tell' | 'shown'>,
  result: ClickResult,
  by: string,
): Promise<void> {
  const words = answerTo(result, by)
  if (words) await tell(words)
  else if (result.kind === 'done') await shown(result.lead)
}

/** Who clicks on which lead, with the standing that they have now. */
export async function clickOf(
  context: Context,
  body: Parameters<typeof askerOf>[0],
  { leadId, revision, ts }: Pick<ModalMeta, 'leadId' | 'revision' | 'ts'>,
): Promise<Click & { standing: Member }> {
  const { workspace, standing } = await standingOf(context, askerOf(body))
  return { workspace, leadId, by: standing.person, standing, cardTs: ts || null, revision }
}

/** Which lead a button of a card is about, and where that card stands. */
export function metaOf({ body, value }: Clicked): ModalMeta {
  const click = readLeadClick(value)
  if (!click) throw new AppError('bad_input', WORDS.answer.oldButton)
  const home = homeOf(body)
  return { leadId: click.leadId, revision: click.revision, ...placeOf(body), ...(home !== null && { home }) }
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
