import { SEVERITIES } from '../../lead/conversation.ts'
import type { Endpoint } from '../../lead/endpoint.ts'
import { SOURCE_NAMES, sourceNamed } from '../../sources/index.ts'
import { WORDS } from '../words/words.ts'
import type { Input } from './input.ts'

const LONGEST_TEXT = 3000
const W = WORDS.command

const OWNER: Input = { flag: 'owner', label: W.ownerOf, kind: 'user', optional: true }
const SEVERITY: Input = { flag: 'severity', label: W.severityOf, kind: 'one', optional: true, options: SEVERITIES }

/** What a new endpoint of that source takes. */
export function endpointAdd(name: string): Input[] {
  const { takes, settings, otherAuths } = sourceNamed(name)
  const auths = Object.keys(otherAuths).filter((auth) => auth !== 'signature')
  return [
    { flag: 'name', label: W.name, kind: 'text' },
    { flag: 'source', label: W.source, kind: 'one', options: SOURCE_NAMES, usual: [name], redraws: true },
    { flag: 'channel', label: W.channel, kind: 'channel', optional: true, hint: W.channelHint },
    OWNER,
    SEVERITY,
    ...(auths.length > 0 ? [auth(auths)] : []),
    { flag: 'secret', label: W.secret, kind: 'text', optional: true, hint: W.secretHint },
    ...takes.map((what): Input => ({ flag: what, label: W[what], kind: 'long', optional: true, hint: W.jsonHint })),
    ...(settings.length > 0
      ? [
          {
            flag: 'set',
            label: W.set,
            kind: 'long' as const,
            optional: true as const,
            hint: W.setHint(settings.join(', ')),
          },
        ]
      : []),
  ]
}

/** An endpoint as it stands, but for its settings' values, since some are secret. Its URL and secret are changed by none of these. */
export function endpointEdit(endpoint: Endpoint): Input[] {
  const { name, channel, rate, burst, severity, owner, thresholds, settings } = endpoint
  const { takes, settings: known } = sourceNamed(endpoint.source)
  const limit = (value: number | null | undefined) =>
    value === undefined ? [] : [value === null ? 'off' : String(value)]
  return [
    { flag: 'name', label: W.name, kind: 'text', usual: [name] },
    {
      flag: 'channel',
      label: W.channel,
      kind: 'channel',
      optional: true,
      hint: W.channelHint,
      none: 'none',
      ...usual(channel),
    },
    { ...OWNER, none: 'none', ...usual(owner) },
    { ...SEVERITY, ...usual(severity) },
    {
      flag: 'approve',
      label: W.approveFrom,
      kind: 'text',
      optional: true,
      hint: W.limitHint(name),
      none: 'off',
      usual: limit(thresholds?.approve),
    },
    {
      flag: 'reject',
      label: W.rejectBelow,
      kind: 'text',
      optional: true,
      hint: W.limitHint(name),
      none: 'off',
      usual: limit(thresholds?.reject),
    },
    { flag: 'rate', label: W.rate, kind: 'text', usual: [String(rate)], hint: W.rateHint },
    { flag: 'burst', label: W.burst, kind: 'text', usual: [String(burst)], hint: W.burstHint },
    ...takes.map((what) => json(what, endpoint[what])),
    ...(known.length > 0 ? [set(Object.keys(settings), known)] : []),
  ]
}

function auth(options: readonly string[]): Input {
  return { flag: 'auth', label: W.auth, kind: 'one', optional: true, options, hint: W.authHint }
}

function usual(value: string | null): Pick<Input, 'usual'> {
  return value === null ? {} : { usual: [value] }
}

/** What is too long for an input stays as it is, unless something new is typed. */
function json(flag: 'map' | 'schema', value: object | null): Input {
  const text = value === null ? '' : JSON.stringify(value, null, 2)
  const fits = text !== '' && text.length <= LONGEST_TEXT
  return { flag, label: W[flag], kind: 'long', optional: true, hint: W.jsonHint, ...(fits && { usual: [text] }) }
}

function set(now: readonly string[], known: readonly string[]): Input {
  return { flag: 'set', label: W.set, kind: 'long', optional: true, hint: W.setNow(now.join(', '), known.join(', ')) }
}
