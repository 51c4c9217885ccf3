import type { Given, Values } from './inputs.ts'
import { isObject, type Json, stringIn } from './json.ts'
import type { Person, Shown } from './person.ts'
import type { Talk } from './talk.ts'

/** What a person at the page may do: the same that tests do. */
export type Deeds = Person & Talk

/** What the page is told about it: the rest it sees in its stream. */
export type Told = {
  status?: number | undefined
  warning?: string | undefined
  errors?: Record<string, string>
  options?: unknown
}

const told = ({ status, warning, errors }: Shown): Told => ({ status, warning, errors })

const isGiven = (value: unknown): value is Given =>
  value === null ||
  isObject(value) ||
  ['string', 'number'].includes(typeof value) ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'))

function valuesIn(given: unknown): Values {
  const values: Values = {}
  for (const [blockId, row] of Object.entries(isObject(given) ? given : {})) {
    const inputs = Object.entries(isObject(row) ? row : {}).flatMap(([id, value]) =>
      isGiven(value) ? [[id, value] as const] : [],
    )
    values[blockId] = Object.fromEntries(inputs)
  }
  return values
}

/** Does what the page asks for: `act` names it, the other fields say with what. */
export async function doDeed(deeds: Deeds, args: Json): Promise<Told> {
  const word = (name: string) => stringIn(args, name) ?? ''
  const user = word('user')
  const channel = word('channel')
  const place =
    args.viewId === undefined
      ? { user, channel, ts: word('ts') }
      : { user, viewId: word('viewId'), values: valuesIn(args.values) }
  const given = isGiven(args.given) ? args.given : undefined
  const target = { ...place, actionId: word('actionId'), blockId: word('blockId'), given }
  switch (args.act) {
    case 'click':
      return told(await deeds.click(target))
    case 'submit':
      return told(await deeds.submit({ user, viewId: word('viewId'), values: valuesIn(args.values) }))
    case 'close':
      await deeds.closeView({ user, viewId: word('viewId') })
      return {}
    case 'suggest':
      return { options: await deeds.suggest({ ...target, typed: word('typed') }) }
    case 'command':
      return told(await deeds.command({ user, channel, text: word('text') }))
    case 'shortcut':
      return told(await deeds.shortcut({ user, callbackId: word('callbackId') }))
    case 'message-shortcut':
      return told(await deeds.messageShortcut({ user, channel, ts: word('ts'), callbackId: word('callbackId') }))
    case 'home':
      return { status: (await deeds.openHome(user)).status }
    case 'invite':
      await deeds.invite(channel)
      return {}
    case 'kick':
      await deeds.kick(channel)
      return {}
    case 'say': {
      const threadTs = stringIn(args, 'threadTs')
      await deeds.say({ user, channel, text: word('text'), ...(threadTs === undefined ? {} : { threadTs }) })
      return {}
    }
    default:
      throw new Error(`nobody can do ${String(args.act)}`)
  }
}
