import type { ModalView } from '@slack/types'
import { AppError } from '../../errors.ts'
import { readLeadClick } from '../blocks/buttons.ts'
import { type Page, readPage } from '../blocks/paging.ts'
import { detailsModal } from '../card/details.ts'
import { historyModal } from '../card/history-modal.ts'
import { type Context, workspaceOf } from '../context.ts'
import { WORDS } from '../words/words.ts'
import { type Clicked, clickOf, metaOf, tellResult } from './clicks.ts'
import { fillView, loadingModal, messageModal, openView } from './windows.ts'

/** Shows the details or the history of the lead whose menu was used. */
export async function showPage(context: Context, clicked: Clicked, what: Page['what']): Promise<void> {
  const leadId = readLeadClick(clicked.value)?.leadId
  if (!leadId) throw new AppError('bad_input', WORDS.answer.oldButton)
  await openFilled(context, clicked, WORDS.modal[what], () => pageView(context, clicked, { what, leadId, page: 0 }))
}

/** Shows the details of the lead that a handoff belongs to. */
export async function showHandoff(context: Context, clicked: Clicked): Promise<void> {
  await openFilled(context, clicked, WORDS.modal.details, async () => {
    const workspace = workspaceOf(context, clicked.body.team?.id)
    const leadId = await context.acts.leadOfHandoff(workspace, clicked.value)
    return pageView(context, clicked, { what: 'details', leadId, page: 0 })
  })
}

/** Turns the page of a modal that is open. */
export async function turnPage(context: Context, clicked: Clicked): Promise<void> {
  const page = readPage(clicked.value)
  const { view } = clicked.body
  if (!page || !view) throw new AppError('bad_input', WORDS.answer.oldButton)
  await fillView(context, view.id, await pageView(context, clicked, page))
}

/** Marks the summary as wrong, and shows the details as they are then. */
export async function disputeInDetails(context: Context, clicked: Clicked): Promise<void> {
  const { view } = clicked.body
  const click = await clickOf(context, clicked.body, metaOf(clicked))
  const result = await context.acts.disputeSummary(click)
  if (result.kind !== 'done' || !view) return void (await tellResult(clicked, result, click.by.id))
  const page = { what: 'details' as const, leadId: click.leadId, page: 0 }
  await fillView(context, view.id, await pageView(context, clicked, page))
}

/** What cannot be fetched is said in the modal that waits for it. */
async function openFilled(
  context: Context,
  { body }: Clicked,
  title: string,
  make: () => Promise<ModalView>,
): Promise<void> {
  const viewId = await openView(context, body, loadingModal(title))
  try {
    await fillView(context, viewId, await make())
  } catch (error) {
    await fillView(context, viewId, messageModal(title, WORDS.answer.notLoaded))
    throw error
  }
}

async function pageView(context: Context, { body }: Clicked, { what, leadId, page }: Page): Promise<ModalView> {
  const whole = await context.acts.lookUp(workspaceOf(context, body.team?.id), leadId)
  if (what === 'history') return historyModal(whole.lead, page)
  return detailsModal({ ...whole, now: context.now() }, page)
}
