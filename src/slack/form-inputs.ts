import { z } from 'zod'
import { masked } from '../admin/masked.ts'
import { settingText } from '../admin/setting-text.ts'
import { KIND_NAMES, kindNamed } from '../destinations/index.ts'
import type { Kind } from '../destinations/kind.ts'
import type { Destination } from '../handoff/destination.ts'
import { EVENTS } from '../handoff/events.ts'
import { TARGET_NAMES } from '../handoff/mapping/targets/index.ts'
import { Settings } from '../lead/workspace.ts'
import { SOURCE_NAMES, sourceNamed } from '../sources/index.ts'
import { WORDS } from './words.ts'

/** The verbs that have a form, in Slack the way to type what is long or secret. */
export type FormName = keyof typeof WORDS.command.form

/** What is already known of a form's answers, by flag. */
export type Given = Readonly<Record<string, readonly string[]>>

/** What a form is about, as it is now. */
export type About = { endpoints: readonly string[]; settings: Settings; destination: Destination | null }

/** One question of a form, named like the verb's flag. `redraws`: the other questions depend on its answer. */
export type Input = {
  flag: string
  label: string
  kind: 'text' | 'email' | 'url' | 'long' | 'one' | 'some' | 'channel'
  optional?: true
  hint?: string
  options?: readonly string[]
  /** The answer to begin with. */
  usual?: readonly string[]
  redraws?: true
}

const SHAPES: Readonly<Record<string, unknown>> = Settings.shape
const SIGNINGS = ['agentflow', 'zapito', 'shared-secret', 'none']
const POLICIES = ['default', 'agentflow', 'zapito', 'leadflo']
const LONGEST_TEXT = 3000
/** Flags of `--set` stand one by one. */
export const SET = 'set.'
const W = WORDS.command

/** What a form asks, made from what its subject takes. */
export function inputsOf(form: FormName, about: About, given: Given): Input[] {
  switch (form) {
    case 'new':
      return newLead(about)
    case 'endpoint add':
      return endpointAdd(given.source?.[0] ?? 'agentflow')
    case 'destination add':
      return destinationAdd(given.kind?.[0] ?? 'webhook')
    case 'destination edit':
      return about.destination ? destinationEdit(about.destination) : []
    case 'destination map':
      return about.destination ? destinationMap(about.destination) : []
    case 'settings set':
      return Object.entries(about.settings).map(([name, value]) => setting(name, value))
  }
}

function newLead({ endpoints }: About): Input[] {
  return [
    { flag: 'name', label: W.name, kind: 'text', optional: true },
    { flag: 'email', label: W.email, kind: 'email', optional: true },
    { flag: 'phone', label: W.phone, kind: 'text', optional: true },
    { flag: 'company', label: W.company, kind: 'text', optional: true },
    { flag: 'message', label: W.message, kind: 'long', optional: true },
    { flag: 'endpoint', label: W.endpoint, kind: 'one', options: endpoints, usual: endpoints.slice(0, 1) },
  ]
}

function endpointAdd(name: string): Input[] {
  const { takes, settings } = sourceNamed(name)
  return [
    { flag: 'name', label: W.name, kind: 'text' },
    { flag: 'source', label: W.source, kind: 'one', options: SOURCE_NAMES, usual: [name], redraws: true },
    { flag: 'channel', label: W.channel, kind: 'channel', optional: true, hint: W.channelHint },
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

function destinationAdd(kindName: string): Input[] {
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

/** What is secret is not shown, and stays where nothing new is typed. */
function destinationEdit(destination: Destination): Input[] {
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
    { flag: 'policy', label: W.policy, kind: 'one', options: POLICIES, usual: [policy] },
    { flag: 'concurrency', label: W.concurrency, kind: 'text', usual: [String(concurrency)] },
    { flag: 'rate', label: W.rate, kind: 'text', usual: [rate === null ? 'off' : String(rate)] },
  ]
}

function destinationMap({ mapping }: Destination): Input[] {
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
  return { flag: 'signing', label: W.signing, kind: 'one', options: SIGNINGS, usual: [usual] }
}

function kept(input: Pick<Input, 'flag' | 'label' | 'kind'>, hint: string): Input {
  return { ...input, optional: true, hint }
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

function setting(name: string, value: unknown): Input {
  const options = optionsOf(SHAPES[name])
  const usual = [settingText(value)]
  const label = name.replaceAll('_', ' ')
  if (options) return { flag: name, label, kind: 'one', options, usual }
  const isLong = Array.isArray(value)
  const fits = usual.every((text) => text.length <= LONGEST_TEXT)
  return {
    flag: name,
    label,
    kind: isLong ? 'long' : 'text',
    optional: true,
    hint: W.settingHint,
    usual: fits ? usual : [],
  }
}

/** What one of several words is chosen from; undefined for all other settings. */
function optionsOf(schema: unknown): string[] | undefined {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) return optionsOf(schema.unwrap())
  return schema instanceof z.ZodEnum ? schema.options.map(String) : undefined
}
