import { type Bounds, isBounded, type Json, type Problem } from './json.ts'
import type { Node } from './node.ts'
import { readNode } from './read.ts'
import { type Writing, written } from './write.ts'

export type { Json, Problem } from './json.ts'

/** A JSON tree whose `$` keys are expressions over the default handoff body; docs/mapping.md has the language. */
export type Mapping = Json

const MAPPING: Bounds = { levels: 32, bytes: 64 * 1024, tooLarge: 'is larger than 64 KiB; map fewer fields' }
const BODY: Bounds = { levels: 64, bytes: 8 * 1024 * 1024, tooLarge: 'the handoff itself is larger than 8 MiB' }
/** Macros wrap a few levels around what the two together can nest. */
const RESULT: Bounds = {
  levels: 128,
  bytes: 1024 * 1024,
  tooLarge: 'comes to more than 1 MiB; map fewer fields, or shorten them with $truncate',
}

/** What a person wrote as a mapping, with everything that is wrong with it. Never throws. */
export function checkMapping(json: unknown): { ok: true; mapping: Mapping } | { ok: false; problems: Problem[] } {
  const problems: Problem[] = []
  if (!isBounded(json, MAPPING, problems)) return { ok: false, problems }
  readNode(json, '$', problems)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, mapping: json }
}

/** What a mapping makes of a handoff body: JSON of at most 1 MiB, or what stands in the way. Never throws; the same for the same input. */
export function applyMapping(
  mapping: Mapping,
  body: unknown,
): { ok: true; value: Json } | { ok: false; problems: Problem[] } {
  const { value, problems } = writeOut(mapping, body)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value }
}

/** The same with all that was understood and lost on the way; `node` is null for what is no mapping. */
export function writeOut(
  mapping: unknown,
  body: unknown,
): { node: Node | null; value: Json } & Pick<Writing, 'problems' | 'losses'> {
  const problems: Problem[] = []
  const nothing = { node: null, value: null, problems, losses: [] }
  if (!isBounded(mapping, MAPPING, problems) || !isBounded(body, BODY, problems)) return nothing
  const node = readNode(mapping, '$', problems)
  if (problems.length > 0) return nothing
  const writing: Writing = { body, left: RESULT.bytes, problems, losses: [] }
  const value = written(node, writing) ?? null
  if (writing.left < 0) problems.push({ path: '$', message: RESULT.tooLarge })
  else isBounded(value, RESULT, problems)
  return { node, value, problems, losses: writing.losses }
}
