import { z } from 'zod'
import type { ChatCall } from './request-check.ts'

/** Words by which a plain reader would tell that a criterion is met. */
const SIGNS: Record<string, RegExp> = {
  need: /\b(need|looking for|interested|want|demo|quote|pricing|evaluat\w+|replace)\b/i,
  urgency: /\b(asap|urgent\w*|today|tomorrow|this (week|month)|deadline|soon|by (the end|friday|monday))\b/i,
  budget: /\b(budget|approved|\d+k)\b|[$€£]\s?\d/i,
  authority: /\b(ceo|cto|cfo|coo|founder|owner|head of|director|vp|manager)\b/i,
  company: /\b(employees|people|users|sites|offices|team of|gmbh|inc|ltd|llc)\b/i,
  pitch: /\b(seo|backlinks?|guest post|we offer|our services|crypto|rank your)\b/i,
}
const QUOTE_WORDS_AROUND = 4
const SUMMARY_CHARS = 200

/** A judgement that a plausible model might give, always the same for the same call, made to whatever schema was asked for. */
export function plausibleAnswer(call: ChatCall): object {
  const told = leadTextOf(call)
  const answer = fill(call.schema, 'answer', told)
  return typeof answer === 'object' && answer !== null ? answer : {}
}

/** The last user message, without lines that only delimit. */
function leadTextOf({ messages }: ChatCall): string {
  const text = messages.findLast(({ role }) => role === 'user')?.text ?? ''
  return text.replace(/^=+.*=+$/gm, '').trim()
}

const Schema = z.looseObject({
  type: z.unknown(),
  properties: z.record(z.string(), z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
})

function fill(node: unknown, name: string, told: string): unknown {
  const schema = Schema.parse(node)
  if ('const' in schema) return schema.const
  const names = Object.keys(schema.properties ?? {})
  if (names.includes('level') && names.includes('quote')) return finding(name, told)
  if (schema.enum !== undefined) return schema.enum[0]
  const types = [schema.type].flat()
  if (name === 'language') return 'en'
  if (schema.anyOf !== undefined || types.includes('null')) return null
  if (types.includes('object')) {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([key, child]) => [key, fill(child, key, told)]),
    )
  }
  if (types.includes('array')) return []
  if (types.includes('boolean')) return false
  if (types.includes('number') || types.includes('integer')) return schema.minimum ?? 0
  return name.includes('action')
    ? 'Reply today and offer a call.'
    : `They wrote: ${told.split('\n').at(-1)?.slice(0, SUMMARY_CHARS)}`
}

function finding(criterion: string, told: string): { level: string; quote: string | null } {
  const sign = SIGNS[criterion]?.exec(told)
  if (sign == null) return { level: criterion === 'pitch' ? 'none' : 'not_stated', quote: null }
  const before = told.slice(0, sign.index).split('\n').at(-1) ?? ''
  const after = told.slice(sign.index + sign[0].length).split('\n')[0] ?? ''
  const words = (text: string) => text.split(/(?<=\s)/)
  const lead = words(before).slice(-QUOTE_WORDS_AROUND).join('')
  const rest = words(after).slice(0, QUOTE_WORDS_AROUND).join('')
  return { level: 'clear', quote: `${lead}${sign[0]}${rest}`.trim() }
}
