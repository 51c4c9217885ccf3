import type { ModalView } from '@slack/types'
import { AppError } from '../../errors.ts'
import { isGone, isTooLate } from '../answer.ts'
import { parsed, plain } from '../blocks/rich.ts'
import type { Context } from '../context.ts'
import { WORDS } from '../words/words.ts'

/** Opens a modal and answers its id. Slack gives three seconds for it, so nothing is looked up before. */
export async function openView(
  context: Context,
  { trigger_id }: { trigger_id: string },
  view: ModalView,
): Promise<string> {
  try {
    return (await context.clients.interactive.views.open({ trigger_id, view })).view?.id ?? ''
  } catch (error) {
    throw isTooLate(error) ? new AppError('unavailable', WORDS.answer.tooSlow, { cause: error }) : error
  }
}

/** Shows something else in a modal; whoever is fast has sent or closed it already. */
export async function fillView(context: Context, view_id: string, view: ModalView): Promise<void> {
  try {
    await context.clients.interactive.views.update({ view_id, view })
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

/** Opened at once, while what it is to show is still being fetched. */
export function loadingModal(title: string): ModalView {
  return messageModal(title, WORDS.modal.loading)
}

/** Nothing to fill in, just words of ours. */
export function messageModal(title: string, words: string): ModalView {
  return { type: 'modal', title: plain(title), close: plain(WORDS.modal.close), blocks: [parsed(words)] }
}
