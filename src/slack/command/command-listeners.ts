import type { App, BlockAction, SlashCommand } from '@slack/bolt'
import { VERBS } from '../../admin/index.ts'
import { isDestructive, type Verb } from '../../admin/verb.ts'
import { AppError } from '../../errors.ts'
import { LINES, LONGEST_LINE, lineButton, readCarried } from '../blocks/line-buttons.ts'
import { parsed, plain } from '../blocks/rich.ts'
import { cut, inert } from '../blocks/text.ts'
import type { SlackMessage } from '../card/card.ts'
import { answered, type Clicked, onClick } from '../clicks/clicks.ts'
import { homeOf } from '../clicks/tell.ts'
import type { Context } from '../context.ts'
import { openForm } from '../forms/form-listeners.ts'
import { formNamed } from '../forms/verb-forms.ts'
import { showHome } from '../home/show-home.ts'
import type { Asker } from '../people/people.ts'
import { WORDS } from '../words/words.ts'
import { goesOnMessage, helpMessage, unknownMessage, usageMessage } from './help.ts'
import { answerModal, inModal } from './in-modal.ts'
import { answerMessage } from './rendered.ts'
import {
  checkMayUse,
  checkNoSecrets,
  goingOn,
  type Meant,
  meantBy,
  nearest,
  runMeant,
  unmarked,
  usableBy,
} from './run-line.ts'
import { sendFile } from './send-file.ts'

export const COMMAND = '/leads'
const ASKED_FOR_MS = 5 * 60_000
const WORDS_MAX = 2800

/** Shows a message to whoever typed the command. */
type Show = (message: SlackMessage) => Promise<unknown>

/** The slash command, and the buttons under its answers. */
export function listenToCommands(app: App, context: Context): void {
  app.command(COMMAND, async ({ ack, command, respond }) => {
    await ack()
    const show: Show = (message) => respond({ ...message, response_type: 'ephemeral' })
    await answered(
      context,
      (words) => show(saying(words)),
      () => obey(context, command, show),
    )
  })
  onLine(app, context, LINES.run, (clicked, meant, from) => answerInPlace(context, clicked, meant, from))
  onLine(app, context, LINES.confirm, (clicked, meant) => confirmed(context, clicked, meant))
  onLine(app, context, LINES.modal, async (clicked, meant) => {
    const home = homeOf(clicked.body)
    await runInModal(context, clicked.body, askerOf(clicked.body), meant)
    if (home) await showHome(context, askerOf(clicked.body), home)
  })
  onClick(app, context, LINES.cancel, async ({ replace }) => void (await replace(saying(WORDS.command.cancelled))))
}

async function obey(context: Context, command: SlashCommand, show: Show): Promise<void> {
  const { text, user_id: id, user_name: username, team_id: team } = command
  const asker: Asker = { user: { id, username }, team }
  const typed = text.trim()
  if (typed.length > LONGEST_LINE) throw new AppError('bad_input', WORDS.command.lineTooLong)
  const [, about] = /^help\b\s*(.*)$/is.exec(typed) ?? []
  if (typed === '' || about !== undefined) return void (await show(helpOn(about ?? '', await usableBy(context, asker))))
  const meant = meantBy(typed)
  if (!meant) return void (await show(noVerb(typed)))
  const form = isBare(meant) && formNamed([meant.verb.name, ...meant.words.rest].join(' '))
  if (form) return openForm(context, command, asker, form)
  checkNoSecrets(meant)
  const asksFirst = isDestructive(meant.verb, meant.words)
  if (meant.verb.secret && !asksFirst) return runInModal(context, command, asker, meant)
  await checkMayUse(context, asker, meant.verb)
  if (asksFirst) return void (await show(question(meant, id, context.now())))
  const answer = await runMeant(context, asker, meant)
  if (answer.file) {
    await sendFile(context, id, answer.file)
    return void (await show(saying(WORDS.command.sent)))
  }
  await show(answerMessage(answer, { ...meant, from: 0 }, context.now()))
}

function noVerb(typed: string): SlackMessage {
  const more = goingOn(typed)
  return more.length > 0 ? goesOnMessage(unmarked(typed), more) : unknownMessage(unmarked(typed), nearest(typed))
}

function isBare({ words: { flags, pairs } }: Meant): boolean {
  return Object.keys(flags).length + Object.keys(pairs).length === 0
}

function helpOn(about: string, usable: readonly Verb[]): SlackMessage {
  if (about === '') return helpMessage(usable)
  const verbs = VERBS.filter(({ name }) => name.startsWith(about.toLowerCase()))
  return verbs.length > 0 ? usageMessage(verbs) : unknownMessage(about, nearest(about))
}

/** A button that carries a line, on something that only its user sees. */
function onLine(
  app: App,
  context: Context,
  prefix: string,
  act: (clicked: Clicked, meant: Meant, from: number) => Promise<void>,
): void {
  onClick(app, context, new RegExp(`^${prefix.replace('.', '\\.')}\\.`), async (clicked) => {
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
  await runInModal(context, clicked.body, askerOf(clicked.body), meant)
  await clicked.replace(saying(WORDS.command.inWindow))
}

async function answerInPlace(context: Context, { body, replace }: Clicked, meant: Meant, from: number): Promise<void> {
  await checkMayUse(context, askerOf(body), meant.verb)
  const answer = await runMeant(context, askerOf(body), meant)
  await replace(answerMessage(answer, { ...meant, from }, context.now()))
}

function runInModal(context: Context, trigger: { trigger_id: string }, asker: Asker, meant: Meant): Promise<void> {
  return inModal(context, trigger, async () => {
    await checkMayUse(context, asker, meant.verb)
    return answerModal(await runMeant(context, asker, meant), meant.verb)
  })
}

/** Asks whether it is meant. The answer counts from the same person only, and not for long. */
function question({ line }: Meant, user: string, now: Date): SlackMessage {
  const words = WORDS.command.confirm(line)
  const carried = { line, user, until: now.getTime() + ASKED_FOR_MS }
  return {
    text: inert(words),
    blocks: [
      { type: 'section', text: plain(cut(words, WORDS_MAX)) },
      {
        type: 'actions',
        elements: [
          { ...lineButton('confirm', WORDS.command.confirmYes, carried), style: 'danger' },
          { type: 'button', action_id: LINES.cancel, text: plain(WORDS.command.confirmNo) },
        ],
      },
    ],
  }
}

function saying(words: string): SlackMessage {
  return { text: words, blocks: [parsed(cut(words, WORDS_MAX))] }
}

function askerOf(body: BlockAction): Asker {
  return { user: body.user, team: body.team?.id }
}
