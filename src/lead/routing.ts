import { z } from 'zod'
import { changed } from './change.ts'
import { SEVERITIES } from './conversation.ts'
import type { Person } from './decision.ts'
import type { Lead } from './lead.ts'
import { BANDS } from './score.ts'
import { readSla } from './sla.ts'
import { ChannelId, GroupId, UserId } from './slack-id.ts'

const Text = z.string().min(1).max(200)

/** Minutes until a reminder, an escalation and another owner. */
export const SlaText = z
  .string()
  .refine(
    (text) => readSla(text) !== null,
    'must be three numbers of minutes, each more than the last, such as 15/45/60',
  )

const MOST_VALUES = 50

/** One, or a list of which one must hold. */
function oneOrMore<Item extends z.ZodType<string>>(item: Item) {
  return z.preprocess((given) => (Array.isArray(given) ? given : [given]), z.array(item).min(1).max(MOST_VALUES))
}

/** A rule of routing: all of `when` must hold; a list holds when one of it does. Texts are compared without regard to case. */
export const Rule = z.strictObject({
  name: Text,
  when: z
    .strictObject({
      endpoint: oneOrMore(Text),
      source: oneOrMore(Text),
      band: oneOrMore(z.enum(BANDS)),
      severity: oneOrMore(z.enum(SEVERITIES)),
      /** Extra fields by name. */
      fields: z.record(Text, oneOrMore(Text)),
    })
    .partial()
    .default({}),
  route: z
    .strictObject({
      channel: ChannelId,
      owner: UserId,
      /** Taken in turns: a user group, or people. */
      rotation: z.union(
        [GroupId, z.array(UserId).min(1).max(100)],
        'must be a Slack user group id, such as S0123ABCD, or a list of user ids',
      ),
      /** Who is pinged on the card: a user or a group. */
      mention: z.union([UserId, GroupId], 'must be the Slack id of a user or user group'),
      /** In the place of the workspace's. */
      sla: z.literal('off').or(SlaText),
    })
    .partial()
    .refine(({ owner, rotation }) => !(owner && rotation), 'names an owner and a rotation; take one of them'),
})
export type Rule = z.infer<typeof Rule>

/** Ordered; the first that fits counts. */
export const Routing = z
  .array(Rule)
  .max(100)
  .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, 'holds two rules of one name')

/** What a rule means for one lead; where it names no owner, the one it has stays. */
export type Route = { rule: string; channel: string | null; owner: Person | null }

/** A rule chose its channel and owner. */
export function routed(lead: Lead, { rule, channel, owner }: Route, at: Date): Lead {
  const row = { at, what: 'routed', by: null, detail: rule, ...(owner && { whom: owner }) }
  return { ...changed(lead, row), rule, channel, owner: owner ?? lead.owner }
}

type Routable = Pick<Lead, 'endpoint' | 'source' | 'severity' | 'fields' | 'score'>

/** The first rule that a lead fits, or null. */
export function ruleFor(rules: readonly Rule[], lead: Routable): Rule | null {
  return rules.find(({ when }) => fits(when, lead)) ?? null
}

function fits(when: Rule['when'], lead: Routable): boolean {
  const said = new Map(lead.fields.map(({ name, value }) => [name.toLowerCase(), value]))
  return (
    isAmong(when.endpoint, [lead.endpoint.name, lead.endpoint.id]) &&
    isAmong(when.source, [lead.endpoint.source, lead.source]) &&
    isAmong(when.band, [lead.score?.band]) &&
    isAmong(when.severity, [lead.severity ?? 'normal']) &&
    Object.entries(when.fields ?? {}).every(([name, wanted]) => isAmong(wanted, textsOf(said.get(name.toLowerCase()))))
  )
}

function isAmong(wanted: readonly string[] | undefined, values: readonly (string | null | undefined)[]): boolean {
  if (!wanted) return true
  const said = new Set(values.flatMap((value) => (value ? [plainText(value)] : [])))
  return wanted.some((one) => said.has(plainText(one)))
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []
}

function plainText(text: string): string {
  return text.trim().toLowerCase()
}

/** Whose turn it is, and the order of the turns after that; `who` is null when everybody is away. */
export type Turn = { who: string | null; order: string[] }

/**
 * Takes turns evenly: whoever waited longest and is not away comes next, and goes to the end. `order` is who had the earliest turn
 * first; newcomers stand before everybody, those who left are forgotten.
 */
export function nextTurn(order: readonly string[], members: readonly string[], away: ReadonlySet<string>): Turn {
  const newcomers = members.filter((member) => !order.includes(member))
  const queue = [...newcomers, ...order.filter((member) => members.includes(member))]
  const who = queue.find((member) => !away.has(member)) ?? null
  return { who, order: who === null ? queue : [...queue.filter((member) => member !== who), who] }
}
