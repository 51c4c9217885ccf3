import type { App } from '@slack/bolt'
import { AppError } from '../../errors.ts'
import type { Click, ClickResult } from '../../flow/change-lead.ts'
import type { Choice } from '../../flow/decide-lead.ts'
import { ACTIONS, readLeadClick } from '../blocks/buttons.ts'
import { LINES } from '../blocks/line-buttons.ts'
import { type Context, standingOf } from '../context.ts'
import { HOME } from '../home/home-state.ts'
import { askerOf } from '../people/people.ts'
import { WORDS } from '../words/words.ts'
import { type Clicked, clickOf, metaOf, onClick, tellResult } from './clicks.ts'
import { listenToForms, openForm } from './decision-forms.ts'
import { disputeInDetails, showHandoff, showPage, turnPage } from './look.ts'
import { assignModal, rejectModal, reviewModal, snoozeModal } from './modals.ts'
import { refusalWords } from './refused.ts'

const APPROVE: Choice = { outcome: 'approved', reason: null, note: null, due: null, owner: null }

/** Action ids of some older or other card. */
const NOT_OURS = new RegExp(
  `^(?!(${Object.values(ACTIONS).join('|')})$|(${Object.values({ ...LINES, ...HOME }).join('|')})(\\.|$))`,
)

/** Everything that people click in Slack, and what it does. */
export function listen(app: App, context: Context): void {
  const { acts } = context
  const on = (actionId: string | RegExp, act: (clicked: Clicked) => Promise<void>) =>
    onClick(app, context, actionId, act)
  on(ACTIONS.approve, (clicked) => changeByClick(context, clicked, (click) => acts.decideLead(click, APPROVE)))
  on(ACTIONS.claim, (clicked) => changeByClick(context, clicked, acts.claimLead))
  on(ACTIONS.resolve, (clicked) => changeByClick(context, clicked, acts.resolveConversation))
  on(ACTIONS.undo, (clicked) => changeByClick(context, clicked, acts.undoDecision))
  on(ACTIONS.reopen, (clicked) => changeByClick(context, clicked, acts.reopenLead))
  on(ACTIONS.reject, (clicked) => openForm(context, clicked, rejectModal))
  on(ACTIONS.review, (clicked) => openForm(context, clicked, reviewModal))
  on(ACTIONS.menu, (clicked) => choose(context, clicked))
  on(ACTIONS.dispute, (clicked) => disputeInDetails(context, clicked))
  on(ACTIONS.earlierPage, (clicked) => turnPage(context, clicked))
  on(ACTIONS.laterPage, (clicked) => turnPage(context, clicked))
  on(ACTIONS.handoffDetails, (clicked) => showHandoff(context, clicked))
  on(ACTIONS.retry, (clicked) => retryByClick(context, clicked))
  on(ACTIONS.openCard, async () => {})
  on(NOT_OURS, () => Promise.reject(new AppError('bad_input', WORDS.answer.oldButton)))
  listenToForms(app, context)
}

function choose(context: Context, clicked: Clicked): Promise<void> {
  switch (readLeadClick(clicked.value)?.verb) {
    case 'assign':
      return openForm(context, clicked, assignModal)
    case 'snooze':
      return openForm(context, clicked, snoozeModal)
    case 'wake':
      return changeByClick(context, clicked, context.acts.unsnoozeLead)
    case 'rescore':
      return rescoreByClick(context, clicked)
    case 'history':
      return showPage(context, clicked, 'history')
    default:
      return showPage(context, clicked, 'details')
  }
}

type Change = (click: Click) => Promise<ClickResult>

async function changeByClick(context: Context, clicked: Clicked, change: Change): Promise<void> {
  const click = await clickOf(context, clicked.body, metaOf(clicked))
  await tellResult(clicked, await change(click), click.by.id)
}

/** A model takes its time, so the clicker is told first that it is being asked. */
async function rescoreByClick(context: Context, clicked: Clicked): Promise<void> {
  const { tell } = clicked
  const click = await clickOf(context, clicked.body, metaOf(clicked))
  const { lead } = await context.acts.lookUp(click.workspace, click.leadId)
  const refusal = await context.acts.refusalFor(click.standing, lead, 'decider')
  if (!refusal && lead.score) await tell(WORDS.answer.scoring)
  await tellResult(clicked, await context.acts.rescoreLead(click), click.by.id)
}

async function retryByClick(context: Context, { body, value, tell }: Clicked): Promise<void> {
  const { acts } = context
  const { workspace, standing } = await standingOf(context, askerOf(body))
  const { lead } = await acts.lookUp(workspace, await acts.leadOfHandoff(workspace, value))
  const refusal = await acts.refusalFor(standing, lead, 'decider')
  if (refusal) throw new AppError('forbidden', refusalWords(refusal))
  await acts.retryHandoff({ workspace, handoffId: value, by: standing.person.id })
  await tell(WORDS.answer.retrying)
}
