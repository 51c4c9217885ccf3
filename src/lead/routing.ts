import { z } from 'zod'
import { SEVERITIES } from './conversation.ts'
import type { Lead } from './lead.ts'

const Text = z.string().min(1).max(200)
const UserId = z.string().regex(/^[UW][A-Z0-9]{2,20}$/, 'must be a Slack user id, such as U0123ABCD')
const GroupId = z.string().regex(/^S[A-Z0-9]{2,20}$/, 'must be a Slack user group id, such as S0123ABCD')
const ChannelId = z.string().regex(/^[CG][A-Z0-9]{2,20}$/, 'must be a Slack channel id, such as C0123ABCD')
const Minutes = z.number().int().min(1).max(10_080)

const oneOrMore = <Item extends z.ZodType<string>>(item: Item) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1).max(50)])

/** A rule of routing: all of `when` must hold; a list holds when one of it does. Texts are compared without regard to case. */
export const Rule = z.strictObject({
  name: Text,
  when: z
    .strictObject({
      endpoint: oneOrMore(Text),
      source: oneOrMore(Text),
      band: oneOrMore(z.enum(['approve', 'review', 'reject'])),
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
      rotation: z.union([GroupId, z.array(UserId).min(1).max(100)]),
      /** Who is pinged on the card: a user or a group. */
      mention: z.union([UserId, GroupId]),
      /** Minutes until a reminder, an escalation and another owner; null: nobody is reminded. */
      sla: z.tuple([Minutes, Minutes, Minutes]).nullable(),
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

type Routed = Pick<Lead, 'endpoint' | 'source' | 'severity' | 'fields' | 'score'>

/** The first rule that a lead fits, or null. */
export function ruleFor(rules: readonly Rule[], lead: Routed): Rule | null {
  return rules.find(({ when }) => fits(when, lead)) ?? null
}

function fits(when: Rule['when'], lead: Routed): boolean {
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
