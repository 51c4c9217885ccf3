import { SEVERITIES } from '../../lead/conversation.ts'
import type { Rule } from '../../lead/routing.ts'
import { BANDS } from '../../lead/score.ts'
import { SOURCE_NAMES } from '../../sources/index.ts'
import { ROUTING_WORDS as W } from '../words/routing-words.ts'
import { WORDS } from '../words/words.ts'
import type { About, Input } from './input.ts'

/** A rule of routing: which leads it is for, and what comes of them. */
export function rule({ rule, endpoints, settings }: About): Input[] {
  const { when = {}, route = {} } = rule ?? {}
  const among = (flag: 'endpoint' | 'source' | 'band' | 'severity', options: readonly string[]): Input => {
    const usual = when[flag] ?? []
    const all = [...new Set([...options, ...usual])]
    return { flag, label: W[flag], kind: 'some', optional: true, options: all, usual }
  }
  return [
    { flag: 'name', label: WORDS.command.name, kind: 'text', hint: W.nameHint, ...begin(rule?.name) },
    ...(endpoints.length > 0 ? [{ ...among('endpoint', endpoints), heading: W.when }] : []),
    among('source', SOURCE_NAMES),
    among('band', BANDS),
    among('severity', SEVERITIES),
    { flag: 'field', label: W.field, kind: 'long', optional: true, hint: W.fieldHint, ...begin(...fields(when)) },
    {
      flag: 'channel',
      label: WORDS.command.channel,
      kind: 'channel',
      optional: true,
      heading: W.outcome,
      ...begin(route.channel),
    },
    { flag: 'owner', label: W.owner, kind: 'user', optional: true, ...begin(route.owner) },
    { flag: 'people', label: W.people, kind: 'users', optional: true, ...begin(...people(route)) },
    { flag: 'group', label: W.group, kind: 'text', optional: true, hint: W.groupHint, ...begin(group(route)) },
    { flag: 'mention', label: W.mention, kind: 'text', optional: true, hint: W.mentionHint, ...begin(route.mention) },
    { flag: 'sla', label: W.sla, kind: 'text', optional: true, hint: W.slaHint, ...begin(route.sla) },
    {
      flag: 'at',
      label: W.at,
      kind: 'text',
      optional: true,
      hint: W.atHint(settings.routing.length),
      ...begin(place(rule, settings.routing)),
    },
  ]
}

function begin(...values: (string | undefined)[]): Pick<Input, 'usual'> {
  const usual = values.filter((value) => value !== undefined)
  return usual.length > 0 ? { usual } : {}
}

/** One text: an input that takes several lines. */
function fields({ fields = {} }: Rule['when']): string[] {
  const rows = Object.entries(fields).flatMap(([name, values]) => values.map((value) => `${name}=${value}`))
  return rows.length > 0 ? [rows.join('\n')] : []
}

function people({ rotation }: Rule['route']): string[] {
  return Array.isArray(rotation) ? rotation : []
}

function group({ rotation }: Rule['route']): string | undefined {
  return typeof rotation === 'string' ? rotation : undefined
}

function place(rule: Rule | null, all: readonly Rule[]): string | undefined {
  return rule ? String(all.findIndex(({ name }) => name === rule.name) + 1) : undefined
}
