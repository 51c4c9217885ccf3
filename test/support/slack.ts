import { seen } from '../slack/seen.ts'
import type { Message } from '../stand-ins/slack/index.ts'
import { CHANNEL, type World } from './greenlight.ts'

/** Members of the team in the local Slack; the last one runs the workspace. */
export const RILEY = 'U0RILEY'
export const MORGAN = 'U0MORGAN'
export const ADMIN = 'U0ALEX'

/** The cards of a lead: the channel's own messages whose buttons carry its id. */
export function cardsOf(world: Pick<World, 'slack'>, leadId: string): Message[] {
  const isCard = (message: Message) => !message.threadTs && JSON.stringify(message.blocks).includes(leadId)
  return world.slack.messages(CHANNEL).filter(isCard)
}

/** Waits for the lead's card. */
export function cardOf(world: Pick<World, 'slack'>, leadId: string, timeoutMs?: number): Promise<Message> {
  return world.slack.until(() => cardsOf(world, leadId)[0], `the card of ${leadId}`, timeoutMs)
}

/** The blocks of the card as they are now, as text. */
export function shownOn(world: Pick<World, 'slack'>, card: Message): string {
  return JSON.stringify(world.slack.message(card.channel, card.ts)?.blocks)
}

/** Clicks a button of the card that says this. */
export function clickOn(world: Pick<World, 'slack'>, card: Message, user: string, text: string) {
  return world.slack.click({ user, channel: CHANNEL, ts: card.ts, text })
}

/** Types a line of `/leads` that opens a form, and waits until all of it is there. */
export async function formBy(world: Pick<World, 'slack'>, line: string, user = ADMIN) {
  const shown = await world.slack.command({ user, channel: CHANNEL, text: `/leads ${line}` })
  const opened = await shown.view()
  return world.slack.until(() => opened.blocks.length > 0 && !/Loading/.test(seen(opened.blocks)) && opened)
}

/** Waits for a line in the card's thread that says this. */
export function lineOf(
  world: Pick<World, 'slack'>,
  card: Message,
  words: RegExp,
  timeoutMs = 60_000,
): Promise<Message> {
  // What people do at nearly the same time is told in one line.
  const tells = ({ text }: Message) => [text, ...text.split(' · ')].some((one) => words.test(one))
  const find = () => world.slack.messages(CHANNEL, card.ts).find(tells)
  return world.slack.until(find, `a thread line like ${words}`, timeoutMs)
}

/** More members of the team and the channel; answers their ids. */
export function addPeople(world: Pick<World, 'slack'>, count: number): string[] {
  const { users, channels } = world.slack.state
  const riley = users.get(RILEY)
  if (!riley) throw new Error('the local Slack has lost Riley')
  return Array.from({ length: count }, (_, i) => {
    const id = `U0PERSON${i}`
    users.set(id, { ...riley, id, name: `person${i}`, realName: `Person ${i}` })
    channels.get(CHANNEL)?.members.add(id)
    return id
  })
}
