import type { Message } from '../../test/stand-ins/slack/index.ts'
import type { World } from './world.ts'

export const CHANNELS = 10
export const USER = 'U0RILEY'

const KNOWN = 'C0LEADS'
const CARD_WITHIN_MS = 30_000

/** So many channels like the one that the local Slack has, each with an endpoint of its own. */
export async function addChannels(world: World): Promise<{ path: string; secret: string }[]> {
  const { channels } = world.slack.state
  const known = channels.get(KNOWN)
  if (!known) throw new Error(`the local Slack has lost ${KNOWN}`)
  const endpoints: { path: string; secret: string }[] = []
  for (let n = 0; n < CHANNELS; n++) {
    const id = `C0BENCH${n}`
    channels.set(id, { ...known, id, name: `bench-${n}` })
    endpoints.push(await world.addEndpoint(`web ${n}`, id))
  }
  return endpoints
}

/** Waits for the card of a lead: the message in a channel whose buttons carry its id. */
export function cardOf({ slack }: World, lead: string): Promise<Message> {
  const isCard = ({ threadTs, blocks }: Message) => !threadTs && JSON.stringify(blocks).includes(lead)
  return slack.until(() => [...slack.state.messages.values()].find(isCard), `the card of ${lead}`, CARD_WITHIN_MS)
}
