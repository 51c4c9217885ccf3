import { isEmpty, isObject, type Json, type Problem, textOf } from './json.ts'
import { splitName } from './names.ts'
import type { Expression, Node, Omit, Source, Spread } from './node.ts'
import { type Path, pathText, valueAt } from './path.ts'
import { type Loss, through } from './steps.ts'
import { filled } from './template.ts'

/** What is written from, what may still be read of it, and what went wrong on the way. */
export type Writing = { body: Json; left: number; problems: Problem[]; losses: (Loss & { path: string })[] }

/** The value of a node; undefined where it is to be left out. */
export function written(node: Node, writing: Writing): Json | undefined {
  switch (node.kind) {
    case 'literal':
      return node.value
    case 'list':
      return node.items.map((item) => written(item, writing)).filter((value) => value !== undefined)
    case 'object':
      return writtenObject(node, writing)
    case 'macro':
      return writtenMacro(node, writing)
    case 'expression':
      return writtenExpression(node, writing)
  }
}

/** Keys that the mapping names win over those that a spread brings. */
function writtenObject({ entries, spread }: Node & { kind: 'object' }, writing: Writing): Json {
  const named = entries.flatMap(({ name, node }): [string, Json][] => {
    const value = written(node, writing)
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries([...(spread ? spreadEntries(spread, writing) : []), ...named])
}

function spreadEntries({ from, only, except, rename, prefix, text }: Spread, writing: Writing): [string, Json][] {
  const fields = read(from, writing)
  if (!isObject(fields)) return []
  const isWanted = (name: string) => (only?.includes(name) ?? true) && !except.includes(name)
  return Object.entries(fields).flatMap(([name, value]): [string, Json][] => {
    if (!isWanted(name) || isEmpty(value)) return []
    const key = Object.hasOwn(rename, name) ? rename[name] : undefined
    return [[key ?? `${prefix}${name}`, text ? textOf(value) : value]]
  })
}

function writtenMacro({ at, macro, operand, omit }: Node & { kind: 'macro' }, writing: Writing): Json | undefined {
  const value = written(operand, writing) ?? null
  const fit = through(macro.steps, value, (loss) => writing.losses.push({ ...loss, path: at }))
  if (!isEmpty(fit)) return macro.wrap(fit ?? null)
  return omit === 'never' ? macro.cleared : undefined
}

function writtenExpression(
  { at, source, steps, fallback, required, omit }: Expression,
  writing: Writing,
): Json | undefined {
  const fit = through(steps, sourced(source, writing), (loss) => writing.losses.push({ ...loss, path: at }))
  const value = isEmpty(fit) && fallback !== null ? fallback : fit
  if (required && isEmpty(value)) {
    writing.problems.push({
      path: at,
      message: `is required, and ${sourceText(source)} has no value that fits; add a $default`,
    })
  }
  return isLeftOut(value, omit) ? undefined : value
}

function isLeftOut(value: Json, omit: Omit): boolean {
  if (omit === 'null') return value === null
  return omit === 'empty' && isEmpty(value)
}

function sourced(source: Source, writing: Writing): Json {
  if (source.kind === 'literal') return source.value
  if (source.kind === 'template') return filled(source.template, (path) => textOf(read(path, writing)))
  if (source.kind === 'name') return splitName(textOf(read(source.path, writing)))[source.part]
  const [first = null] = source.paths.map((path) => read(path, writing)).filter((value) => !isEmpty(value))
  return first
}

/** Once more was read than a body may hold, there is nothing more to read. */
function read(path: Path, writing: Writing): Json {
  if (writing.left < 0) return null
  const value = valueAt(writing.body, path) ?? null
  writing.left -= typeof value === 'string' ? value.length : JSON.stringify(value).length
  return writing.left < 0 ? null : value
}

function sourceText(source: Source): string {
  if (source.kind === 'paths') return source.paths.map(pathText).join(' or ')
  if (source.kind === 'name') return pathText(source.path)
  return source.kind === 'template' ? 'the template' : 'the literal'
}
