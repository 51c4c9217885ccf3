import { z } from 'zod'
import { SEVERITIES } from '../lead/conversation.ts'
import { Rule } from '../lead/routing.ts'
import { BANDS } from '../lead/score.ts'
import { ChannelId, GroupId, UserId } from '../lead/slack-id.ts'
import { Pair } from './endpoint-options.ts'
import { unknownEndpoints } from './routing.ts'
import { often, once, oneName, type Verb, whole } from './verb.ts'

const { mention, sla } = Rule.shape.route.shape
const List = once.transform((text) => text.split(',').map((one) => one.trim()))
const Flags = z
  .strictObject({
    endpoint: List,
    source: List,
    band: List.pipe(z.array(z.enum(BANDS, `must be among ${BANDS.join(', ')}`))),
    severity: List.pipe(z.array(z.enum(SEVERITIES, `must be among ${SEVERITIES.join(', ')}`))),
    field: often.pipe(z.array(Pair)),
    channel: once.pipe(ChannelId),
    owner: once.pipe(UserId),
    people: List.pipe(z.array(UserId)),
    group: once.pipe(GroupId),
    mention: once.pipe(mention.unwrap()),
    sla: once.pipe(sla.unwrap()),
    at: whole.pipe(z.number().min(1, 'counts from 1')),
  })
  .partial()
  .extend({ name: once })
  .refine(({ owner, people, group }) => [owner, people, group].filter(Boolean).length <= 1, {
    path: ['owner'],
    message: 'takes the place of turns; say one of owner, people and group',
  })

export const routingAdd: Verb = {
  name: 'routing add',
  usage:
    'routing add --name hot [--endpoint web,…] [--source agentflow,…] [--band approve,…] [--severity urgent,…] [--field plan=pro …] [--channel C…] [--owner U…|--people U…,U…|--group S…] [--mention U…|S…] [--sla 5/15/30|off] [--at 1]',
  summary: 'adds a rule of routing, last or in that place; one of the same name is replaced where it stands',
  async run(context, words) {
    const { flow, workspace, by } = context
    const flags = Flags.parse({ ...words.flags, ...(words.rest[0] && { name: words.flags.name ?? words.rest }) })
    const { settings } = await flow.changeSettings({
      workspace: workspace.id,
      by,
      changesOf: ({ routing }) => ({ routing: placed(routing, words.rest[0] ?? flags.name, ruleOf(flags), flags.at) }),
    })
    return { data: settings.routing, remarks: await unknownEndpoints(context, flags.endpoint ?? []) }
  },
}

export const routingRemove: Verb = {
  name: 'routing remove',
  usage: 'routing remove hot',
  summary: 'takes a rule of routing away, from the next lead on',
  destroys: true,
  async run({ flow, workspace, by }, words) {
    const name = oneName(words)
    await flow.changeSettings({
      workspace: workspace.id,
      by,
      changesOf: ({ routing }) => ({ routing: without(routing, name) }),
    })
    return { data: { name, removed: true } }
  },
}

function without(all: readonly Rule[], name: string): Rule[] {
  const others = all.filter((rule) => rule.name !== name)
  if (others.length < all.length) return others
  const known = all.map((rule) => rule.name).join(', ') || 'none yet'
  const message = `names no rule: "${name}". Known ones: ${known}.`
  throw new z.ZodError([{ code: 'custom', path: [], message, input: name }])
}

/** As typed; the settings' own schema checks it. */
function ruleOf({
  name,
  at,
  endpoint,
  source,
  band,
  severity,
  field = [],
  people,
  group,
  ...route
}: z.output<typeof Flags>) {
  const rotation = people ?? group
  const fields: Record<string, string[]> = {}
  for (const [key, value] of field) fields[key] = [...(fields[key] ?? []), value]
  const when = { endpoint, source, band, severity, ...(field.length > 0 && { fields }) }
  const given = (all: object) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return { name, when: given(when), route: given({ ...route, rotation }) }
}

/** In the place of the rule that was called that, else last; `at` counts from 1. */
function placed(before: readonly Rule[], was: string, rule: unknown, at: number | undefined): unknown[] {
  const index = before.findIndex(({ name }) => name === was)
  const others: unknown[] = before.filter((_, i) => i !== index)
  return others.toSpliced(at === undefined ? (index < 0 ? others.length : index) : at - 1, 0, rule)
}
