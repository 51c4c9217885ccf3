import { z } from 'zod'
import { checkedMapping } from '../flow/map-destination.ts'
import { POLICY_NAMES, TRIGGER_PRESETS } from '../handoff/destination.ts'
import { EVENTS, EventName } from '../handoff/events.ts'
import { SIGNATURE_FORMATS } from '../wire/sign.ts'
import { namedBy, once, pairOf, whole } from './verb.ts'

const MOST_AT_ONCE = 64
const HIGHEST_RATE = 10_000

/** Event names and trigger presets, comma-separated. The any-decision trigger leaves out what no person decided. */
const Events = once.transform((text, context): { events: EventName[]; decisionsOnly: boolean } => {
  const names = text.split(',').map((name) => name.trim())
  const events = names.flatMap((name): readonly string[] => (isPreset(name) ? TRIGGER_PRESETS[name] : [name]))
  const parsed = z.array(EventName).safeParse([...new Set(events)])
  if (parsed.success) return { events: parsed.data, decisionsOnly: names.includes('any-decision') }
  const known = [...EVENTS, ...Object.keys(TRIGGER_PRESETS)].join(', ')
  context.addIssue(`holds an unknown event. Known ones: ${known}`)
  return z.NEVER
})

/** `--set name=value`, as often as there are settings. */
const SettingPairs = namedBy(pairOf(/^([a-z_]+)=(.+)$/s, 'must read name=value'))

/** `--header "Name: value"`, as often as there are headers. */
const Headers = namedBy(pairOf(/^([^:]+):\s*(\S.*)$/s, 'must read "Name: value"'))

const Signing = once.pipe(z.enum(SIGNATURE_FORMATS))
const PolicyChoice = once.pipe(z.enum(POLICY_NAMES))
const Concurrency = whole.pipe(z.number().min(1).max(MOST_AT_ONCE))

/** Requests per second; `off` is no limit. */
const Rate = once.transform((text, context) => {
  if (text === 'off') return null
  const rate = Number(text)
  if (Number.isInteger(rate) && rate >= 1 && rate <= HIGHEST_RATE) return rate
  context.addIssue(`must be off or 1 to ${HIGHEST_RATE}`)
  return z.NEVER
})

/** The text of a mapping; `none` goes back to what the kind sends by itself. */
export const MappingText = once.transform((text) => (text === 'none' ? null : checkedMapping(text)))

/** What may be said of a destination, when it is made and later. */
export const DestinationFlags = z.strictObject({
  name: once,
  url: once,
  events: Events,
  header: Headers,
  set: SettingPairs,
  mapping: MappingText,
  signing: Signing,
  policy: PolicyChoice,
  concurrency: Concurrency,
  rate: Rate,
})

function isPreset(name: string): name is keyof typeof TRIGGER_PRESETS {
  return Object.hasOwn(TRIGGER_PRESETS, name)
}
