import type { App } from '@slack/bolt'
import { AppError } from '../../errors.ts'
import { LINES, readCarried } from '../blocks/line-buttons.ts'
import { type Clicked, idsUnder, onClick } from '../clicks/clicks.ts'
import { homeOf } from '../clicks/tell.ts'
import type { Context } from '../context.ts'
import { showHome } from '../home/show-home.ts'
import { askerOf, openerOf } from '../people/people.ts'
import { WORDS } from '../words/words.ts'
import { runInModal } from './in-modal.ts'
import { saying } from './question.ts'
import { answerMessage } from './rendered.ts'
import { checkMayUse, type Meant, meantBy, runMeant } from './run-line.ts'

/** Buttons that carry a line, under the answers to commands and on the Home tab. */
export function listenToLines(app: App, context: Context): void {
  onLine(app, context, LINES.run, (clicked, meant, from) => answerInPlace(context, clicked, meant, from))
  onLine(app, context, LINES.confirm, (clicked, meant) => confirmed(context, clicked, meant))
  onLine(app, context, LINES.modal, async ({ body }, meant) => {
    const home = homeOf(body)
    await runInModal(context, openerOf(body), meant)
    if (home) await showHome(context, askerOf(body), home)
  })
  onClick(app, context, LINES.cancel, async ({ replace }) => void (await replace(saying(WORDS.command.cancelled))))
}

/** A button that carries a line, on something that only its user sees. */
function onLine(
  app: App,
  context: Context,
  prefix: string,
  act: (clicked: Clicked, meant: Meant, from: number) => Promise<void>,
): void {
  onClick(app, context, idsUnder(prefix), async (clicked) => {
    const carried = readCarried(clicked.value)
    const meant = carried && meantBy(carried.line)
    if (!carried || !meant) throw new AppError('bad_input', WORDS.answer.oldButton)
    if (carried.user && carried.user !== clicked.body.user.id) throw new AppError('forbidden', WORDS.command.notYours)
    if (carried.until && carried.until < context.now().getTime())
      return void (await clicked.replace(saying(WORDS.command.expired)))
    await act(clicked, meant, carried.from)
  })
}

async function confirmed(context: Context, clicked: Clicked, meant: Meant): Promise<void> {
  if (!meant.verb.secret) return answerInPlace(context, clicked, meant, 0)
  await runInModal(context, openerOf(clicked.body), meant)
  await clicked.replace(saying(WORDS.command.inWindow))
}

async function answerInPlace(context: Context, { body, replace }: Clicked, meant: Meant, from: number): Promise<void> {
  await checkMayUse(context, askerOf(body), meant.verb)
  const answer = await runMeant(context, askerOf(body), meant)
  await replace(answerMessage(answer, { ...meant, from }, context.now()))
}
