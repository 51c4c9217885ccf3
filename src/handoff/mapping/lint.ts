import { closest } from 'fastest-levenshtein'
import { z } from 'zod'
import { HandoffBody } from '../body.ts'
import { writeOut } from './index.ts'
import { isEmpty, isObject, type Json, textOf } from './json.ts'
import { type Node, pathsIn } from './node.ts'
import { covers, type Path, parsePath, pathText, valueAt } from './path.ts'
import type { RemoteField, Target } from './target.ts'

/** A remark on a mapping: an `error` keeps a handoff from arriving, a `warning` loses something, an `info` is good to know. */
export type Lint = { path: string; severity: 'error' | 'warning' | 'info'; code: string; message: string }

const SCHEMA = z.toJSONSchema(HandoffBody, { io: 'input' })
/** What a person said or is told by; all else of a body may be left out without a word. */
const NOTICED: Path[] = ['lead_id', 'name', 'email', 'phone', 'company', 'message', 'source'].map((key) => [key])

/** What a mapping makes of this body, and what is to be said about it before it is saved. */
export function previewMapping(mapping: Json, body: Json, target: Target): { value: Json; lints: Lint[] } {
  const { node, value, problems, losses } = writeOut(mapping, body)
  const errors = problems.map((problem): Lint => ({ ...problem, severity: 'error', code: 'problem' }))
  if (!node) return { value, lints: errors }
  const lost = losses.map((loss): Lint => ({ ...loss, severity: loss.code === 'time_dropped' ? 'info' : 'warning' }))
  const remote = problems.length > 0 ? [] : target.fields.flatMap((field) => remoteLints(field, value, target))
  const reading = pathsIn(node)
  const lints = [
    ...errors,
    ...remote,
    ...reading.flatMap((one) => sourceLints(one, body)),
    ...lost,
    ...droppedLints(node, body, target.carries),
    ...renamedLints(node),
  ]
  return { value, lints }
}

function sourceLints({ at, path }: { at: string; path: Path }, body: Json): Lint[] {
  const [root = ''] = path
  const known = Object.keys(HandoffBody.shape)
  const words = { path: at, severity: 'warning', code: 'unknown_source' } as const
  if (!known.includes(root)) {
    const extra =
      valueAt(body, ['fields', ...path]) === undefined ? closest(root, known) : pathText(['fields', ...path])
    return [{ ...words, message: `a handoff has no "${pathText(path)}"; did you mean "${extra}"?` }]
  }
  const standing = standingOf(SCHEMA, path)
  if (standing === 'unknown') return [{ ...words, message: `a handoff has no "${pathText(path)}"` }]
  if (standing === 'known' || valueAt(body, path) !== undefined || isEmpty(valueAt(body, [root]))) return []
  return [
    {
      ...words,
      message: `this lead has no "${pathText(path)}"; a field's name must be written as its sender writes it`,
    },
  ]
}

type Schema = z.core.JSONSchema.BaseSchema

/** Whether the schema of a body names what stands at a path; `open` where anything may stand. */
function standingOf(schema: Schema | boolean, [segment, ...rest]: Path): 'known' | 'open' | 'unknown' {
  if (typeof schema === 'boolean') return 'open'
  if (segment === undefined) return 'known'
  if (schema.anyOf) {
    const all = schema.anyOf.map((one) => standingOf(one, [segment, ...rest]))
    return all.find((one) => one !== 'unknown') ?? 'unknown'
  }
  const child = Object.hasOwn(schema.properties ?? {}, segment) ? schema.properties?.[segment] : undefined
  if (child !== undefined) return standingOf(child, rest)
  if (schema.type === 'array' && !Array.isArray(schema.items) && schema.items !== undefined)
    return /^(\*|\d+)$/.test(segment) ? standingOf(schema.items, rest) : 'unknown'
  return schema.type === 'object' && typeof schema.additionalProperties === 'object' ? 'open' : 'unknown'
}

function remoteLints({ name, type, required, maxLength }: RemoteField, value: Json, target: Target): Lint[] {
  const sent = valueAt(value, parsePath(name) ?? [])
  const at = `$.${name}`
  if (isEmpty(sent)) {
    const message = `${target.name} requires "${name}", and it would be sent without; map it, with a $default`
    return required ? [{ path: at, severity: 'error', code: 'required_missing', message }] : []
  }
  const length = typeof sent === 'string' ? textOf(sent).length : 0
  if (maxLength !== null && length > maxLength) {
    const message = `has ${length} characters, and ${target.name} takes ${maxLength}; add "$truncate": ${maxLength}`
    return [{ path: at, severity: 'warning', code: 'too_long', message }]
  }
  const is = Array.isArray(sent) ? 'list' : isObject(sent) ? 'object' : typeof sent
  if (type === 'any' || is === type) return []
  return [
    { path: at, severity: 'warning', code: 'wrong_type', message: `is ${is}, and ${target.name} expects ${type}` },
  ]
}

/** Everything that this lead says and no expression reads. */
function droppedLints(node: Node, body: Json, carried: readonly string[] = []): Lint[] {
  const read = pathsIn(node).map(({ path }) => path)
  const left = exceptions(node)
  const fields = valueAt(body, ['fields'])
  const extras = isObject(fields) ? Object.keys(fields).map((name): Path => ['fields', name]) : []
  const isRead = (path: Path) =>
    read.some((one) => covers(one, path) || covers(path, one)) && !left.some((one) => covers(one, path))
  return [...NOTICED, ...extras]
    .filter((path) => !isEmpty(valueAt(body, path)) && !isRead(path) && !carried.includes(pathText(path)))
    .map((path) => ({
      path: '$',
      severity: 'warning',
      code: 'dropped',
      message: `"${pathText(path)}" is not sent: nothing in the mapping reads it`,
    }))
}

/** What a spread leaves out by name, unless something else reads it. */
function exceptions(node: Node): Path[] {
  if (node.kind === 'list') return node.items.flatMap(exceptions)
  if (node.kind !== 'object') return []
  const { entries, spread } = node
  const named = entries.flatMap((entry) => pathsIn(entry.node)).map(({ path }) => pathText(path))
  const own = spread?.except.map((name) => [...spread.from, name]) ?? []
  return [
    ...own.filter((path) => !named.includes(pathText(path))),
    ...entries.flatMap((entry) => exceptions(entry.node)),
  ]
}

/** Where a value goes on under another name than it came by. */
function renamedLints(node: Node): Lint[] {
  if (node.kind === 'list') return node.items.flatMap(renamedLints)
  if (node.kind !== 'object') return []
  const renamed = node.entries.flatMap(({ name, node: entry }): Lint[] => {
    const inner = entry.kind === 'macro' ? entry.operand : entry
    const path = inner.kind === 'expression' && inner.source.kind === 'paths' ? inner.source.paths[0] : undefined
    if (inner.kind !== 'expression' || !path || path.at(-1) === name) return renamedLints(inner)
    return [{ path: inner.at, severity: 'info', code: 'renamed', message: `"${pathText(path)}" is sent as "${name}"` }]
  })
  const spread = Object.entries(node.spread?.rename ?? {}).map(([from, to]): Lint => {
    return { path: `${node.at}.$spread`, severity: 'info', code: 'renamed', message: `"${from}" is sent as "${to}"` }
  })
  return [...renamed, ...spread]
}
