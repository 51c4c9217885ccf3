import { masked } from '../../admin/masked.ts'
import { KIND_NAMES, kindNamed } from '../../destinations/index.ts'
import type { Kind } from '../../destinations/kind.ts'
import { type Destination, POLICY_NAMES } from '../../handoff/destination.ts'
import { EVENTS } from '../../handoff/events.ts'
import { TARGET_NAMES } from '../../handoff/mapping/targets/index.ts'
import { SIGNATURE_FORMATS } from '../../wire/sign.ts'
import { WORDS } from '../words/words.ts'
import { type Input, kept, SET } from './input.ts'

const W = WORDS.command

/** What a new destination of that kind needs. */
export function destinationAdd(kindName: string): Input[] {
  const kind = kindNamed(kindName)
  const usual = ['lead.qualified', 'lead.rejected']
  return [
    { flag: 'name', label: W.name, kind: 'text' },
    { flag: 'kind', label: W.kind, kind: 'one', options: KIND_NAMES, usual: [kindName], redraws: true },
    ...(kind.baseUrl === null ? [{ flag: 'url', label: W.url, kind: 'url' as const }] : []),
    ...kindSettings(kind, null),
    events(usual),
    ...(kind.isSigned ? [signing('agentflow')] : []),
    { flag: 'header', label: W.header, kind: 'long', optional: true, hint: W.headerHint },
  ]
}

/** A destination as it stands, but for what is secret. */
export function destinationEdit(destination: Destination): Input[] {
  const { name, headers, policy, concurrency, rate } = destination
  const kind = kindNamed(destination.kind)
  const names = Object.keys(headers).join(', ')
  return [
    { flag: 'name', label: W.name, kind: 'text', usual: [name] },
    ...(kind.baseUrl === null ? [kept({ flag: 'url', label: W.url, kind: 'url' }, W.staysHint)] : []),
    ...kindSettings(kind, destination),
    events(destination.events),
    ...(kind.isSigned ? [signing(destination.signing)] : []),
    kept({ flag: 'header', label: W.header, kind: 'long' }, names ? W.headersStay(names) : W.headerHint),
    { flag: 'policy', label: W.policy, kind: 'one', options: POLICY_NAMES, usual: [policy] },
    { flag: 'concurrency', label: W.concurrency, kind: 'text', usual: [String(concurrency)] },
    { flag: 'rate', label: W.rate, kind: 'text', usual: [rate === null ? 'off' : String(rate)] },
  ]
}

/** A destination's mapping as it stands. */
export function destinationMap({ mapping }: Destination): Input[] {
  const text = mapping === null ? '' : JSON.stringify(mapping, null, 2)
  return [
    { flag: 'mapping', label: W.mapping, kind: 'long', optional: true, hint: W.mappingHint, usual: text ? [text] : [] },
    { flag: 'preset', label: W.preset, kind: 'one', optional: true, hint: W.presetHint, options: TARGET_NAMES },
  ]
}

function events(usual: readonly string[]): Input {
  return { flag: 'events', label: W.events, kind: 'some', options: EVENTS.filter((event) => event !== 'test'), usual }
}

function signing(usual: string): Input {
  return { flag: 'signing', label: W.signing, kind: 'one', options: SIGNATURE_FORMATS, usual: [usual] }
}

function kindSettings({ settings }: Kind, destination: Destination | null): Input[] {
  return Object.entries(settings).map(([name, { what, isSecret, isRequired, usual }]): Input => {
    const before = destination?.settings[name]
    const input = { flag: SET + name, label: name, kind: 'text' as const }
    if (isSecret && before !== undefined) return kept(input, `${what}. ${W.secretStays(masked(before))}`)
    const isNeeded = isRequired && before === undefined
    const begins = before ?? usual
    return { ...input, ...(!isNeeded && { optional: true }), hint: what, ...(begins && { usual: [begins] }) }
  })
}
