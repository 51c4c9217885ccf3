import type { Turn } from '../lead/conversation.ts'
import type { Field } from '../lead/lead.ts'
import { isObject, joined, textOf, unpacked } from './text.ts'

const BOTS = /^(?:assistant|bot|agent|ai|model|system|tool|function)$/i
const HELD = new Set(['role', 'content', 'at'])

/** What was said, oldest first; as it was sent in `odd` too, where turns do not hold all of it. */
export function transcriptOf(value: unknown): { turns: Turn[]; odd: Field[] } {
  const sent = unpacked(value)
  const items = Array.isArray(sent) ? sent : textOf(sent) === null ? [] : [sent]
  const isWhole = items.every((item) => isObject(item) && Object.entries(item).every(isHeld))
  return { turns: items.map(turnOf), odd: isWhole ? [] : [{ name: 'transcript', value }] }
}

/** The person's own part of it. */
export function wordsOfPerson(turns: readonly Turn[]): string | null {
  return joined(
    turns.map(({ role, content }) => (BOTS.test(role.trim()) ? null : textOf(content))),
    '\n',
  )
}

function turnOf(item: unknown): Turn {
  if (!isObject(item)) return { role: 'unknown', content: textOf(item) ?? '', at: null }
  return { role: textOf(item.role) ?? 'unknown', content: textOf(item.content) ?? '', at: textOf(item.at) }
}

function isHeld([name, value]: [string, unknown]): boolean {
  return value === null || (HELD.has(name) && typeof value === 'string')
}
