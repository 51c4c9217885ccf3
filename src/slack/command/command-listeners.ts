import type { App, SlashCommand } from '@slack/bolt'
import { VERBS } from '../../admin/index.ts'
import { isDestructive, type Verb } from '../../admin/verb.ts'
import { AppError } from '../../errors.ts'
import { LONGEST_LINE } from '../blocks/line-buttons.ts'
import type { SlackMessage } from '../card/card.ts'
import { answered } from '../clicks/clicks.ts'
import type { Context } from '../context.ts'
import { formNamed } from '../forms/form-meta.ts'
import { openForm } from '../forms/open-form.ts'
import type { Opener } from '../people/people.ts'
import { WORDS } from '../words/words.ts'
import { goesOnMessage, helpMessage, unknownMessage, usageMessage } from './help.ts'
import { runInModal } from './in-modal.ts'
import { question, saying } from './question.ts'
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

/** Shows a message to whoever typed the command. */
type Show = (message: SlackMessage) => Promise<unknown>

/** The slash command. */
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
}

async function obey(context: Context, command: SlashCommand, show: Show): Promise<void> {
  const { text, user_id: id, user_name: username, team_id: team, trigger_id } = command
  const asker: Opener = { user: { id, username }, team, trigger_id }
  const typed = text.trim()
  if (typed.length > LONGEST_LINE) throw new AppError('bad_input', WORDS.command.lineTooLong)
  const [, about] = /^help\b\s*(.*)$/is.exec(typed) ?? []
  if (typed === '' || about !== undefined) return void (await show(helpOn(about ?? '', await usableBy(context, asker))))
  const meant = meantBy(typed)
  if (!meant) return void (await show(noVerb(typed)))
  const form = isBare(meant) && formNamed([meant.verb.name, ...meant.words.rest].join(' '))
  if (form) return openForm(context, asker, form)
  checkNoSecrets(meant)
  const asksFirst = isDestructive(meant.verb, meant.words)
  if (meant.verb.secret && !asksFirst) return runInModal(context, asker, meant)
  await checkMayUse(context, asker, meant.verb)
  if (asksFirst) return void (await show(question(meant.line, id, context.now())))
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
