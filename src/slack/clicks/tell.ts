import type { BlockAction, RespondFn } from '@slack/bolt'
import type { Lead } from '../../lead/lead.ts'
import type { Context } from '../context.ts'
import { showHome } from '../home/show-home.ts'
import { askerOf } from '../people/people.ts'
import { WORDS } from '../words/words.ts'
import { fillView, messageModal } from './windows.ts'

/** Says something that only the clicker sees. */
export type Tell = (text: string) => Promise<unknown>
/** Has the place where it was clicked show what stands now. */
export type Shown = (lead: Lead) => Promise<unknown>

/** Where the card stands, so that an answer to its modal finds the way back. */
export function placeOf(body: BlockAction): { channel: string; ts: string } {
  return { channel: body.channel?.id ?? '', ts: body.message?.ts ?? '' }
}

/** Only the clicker sees it: through the click's own URL, which needs no membership of the channel, or in the modal itself. */
export function toClicker(context: Context, body: BlockAction, respond: RespondFn): Tell {
  const { view } = body
  const home = homeOf(body)
  if (home !== null) return (text) => showHome(context, askerOf(body), home, text)
  if (view?.type === 'modal') {
    return (text) => fillView(context, view.id, messageModal(view.title.text, text))
  }
  if (body.response_url) return (text) => respond({ text, response_type: 'ephemeral', replace_original: false })
  return toPerson(context, placeOf(body).channel, body.user.id)
}

/** Only that person sees it: where they clicked, or by direct message where there is no such place or Slack takes nothing there. */
export function toPerson(context: Context, channel: string, user: string): Tell {
  const { chat } = context.clients.interactive
  const directly = (text: string) => chat.postMessage({ channel: user, text })
  return (text) => (channel ? chat.postEphemeral({ channel, user, text }).catch(() => directly(text)) : directly(text))
}

/** A card shows itself; the Home tab is drawn anew, and under an answer to a command it is said. */
export function showsItself(context: Context, body: BlockAction, tell: Tell): Shown {
  const home = homeOf(body)
  if (home !== null) return () => showHome(context, askerOf(body), home)
  return async ({ state }) => body.container.is_ephemeral && tell(WORDS.command.changed[state])
}

/** What is looked at on the Home tab, for a click there. */
export function homeOf({ view }: BlockAction): string | null {
  return view?.type === 'home' ? view.private_metadata : null
}
