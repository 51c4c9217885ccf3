import type { KnownBlock, ModalView } from '@slack/types'
import type { Answer, Verb } from '../../admin/verb.ts'
import { plain, remark } from '../blocks/rich.ts'
import { cut } from '../blocks/text.ts'
import { answered } from '../clicks/clicks.ts'
import { fillView, loadingModal, messageModal, openView } from '../clicks/windows.ts'
import type { Context } from '../context.ts'
import type { Opener } from '../people/people.ts'
import { WORDS } from '../words/words.ts'
import { firstRows, noted, record } from './rendered.ts'
import { checkMayUse, type Meant, runMeant } from './run-line.ts'

const WORDS_MAX = 2800

/** Opens a light window within Slack's three seconds, and shows in it what takes longer; an error is told there, too. */
export async function inModal(
  context: Context,
  trigger: Pick<Opener, 'trigger_id'>,
  make: () => Promise<ModalView>,
): Promise<void> {
  const viewId = await openView(context, trigger, loadingModal(WORDS.command.title))
  if (!viewId) return
  const show = (view: ModalView) => fillView(context, viewId, view)
  await answered(
    context,
    (words) => show(messageModal(WORDS.command.title, cut(words, WORDS_MAX))),
    async () => show(await make()),
  )
}

/** Runs a line for whoever may use its verb, and shows the answer in a window. */
export function runInModal(context: Context, opener: Opener, meant: Meant): Promise<void> {
  return inModal(context, opener, async () => {
    await checkMayUse(context, opener, meant.verb)
    return answerModal(await runMeant(context, opener, meant), meant.verb)
  })
}

/** What a verb answered, line by line; what is secret in it is shown this once. */
export function answerModal(
  answer: Answer,
  verb: Pick<Verb, 'secret' | 'columns' | 'empty'>,
  title: string = WORDS.command.title,
): ModalView {
  const { data } = answer
  return modal(title, [
    ...(verb.secret ? [remark(WORDS.command.once)] : []),
    ...(Array.isArray(data) ? firstRows(data, verb) : record(data)),
    ...noted(answer),
  ])
}

function modal(title: string, blocks: KnownBlock[]): ModalView {
  return { type: 'modal', title: plain(title), close: plain(WORDS.modal.close), blocks }
}
