import { closest } from 'fastest-levenshtein'
import type { z } from 'zod'
import { below, isObject, type Json, type JsonObject, type Problem } from './json.ts'
import { MACRO_NAMES, macroNamed } from './macros.ts'
import type { Expression, Node, Source, Spread } from './node.ts'
import { CONVERSION_KEYS, ExpressionShape, MacroShape, SOURCE_KEYS, SpreadShape } from './shape.ts'
import { joined, mapped, type Step, toBool, toDate, toNumber, toText, truncated } from './steps.ts'

const KNOWN_KEYS = [...Object.keys(ExpressionShape.shape), ...MACRO_NAMES, '$spread']
const NOTHING: Node = { kind: 'literal', value: null }

/** Understands a mapping; what it does not understand is added to `problems`, and stands as null in the answer. */
export function readNode(json: Json, at: string, problems: Problem[]): Node {
  if (Array.isArray(json)) return { kind: 'list', items: json.map((item, i) => readNode(item, below(at, i), problems)) }
  if (!isObject(json)) return { kind: 'literal', value: json }
  const special = Object.keys(json).filter((key) => key.startsWith('$'))
  if (special.every((key) => key === '$spread')) return readObject(json, at, problems)
  const unknown = special.filter((key) => !KNOWN_KEYS.includes(key))
  for (const key of unknown) problems.push({ path: below(at, key), message: unknownKey(key) })
  if (unknown.length > 0) return NOTHING
  const macro = special.find((key) => macroNamed(key))
  return macro ? readMacro(json, macro, at, problems) : readExpression(json, at, problems)
}

function unknownKey(key: string): string {
  return `is not known; did you mean ${closest(key, KNOWN_KEYS)}? A key of your own that begins with $ goes inside {"$literal": …}`
}

function readObject({ $spread, ...rest }: JsonObject, at: string, problems: Problem[]): Node {
  const entries = Object.entries(rest).map(([name, json]) => ({
    name,
    node: readNode(json, below(at, name), problems),
  }))
  const spread = $spread === undefined ? null : readSpread($spread, below(at, '$spread'), problems)
  return { kind: 'object', at, entries, spread }
}

function readSpread(json: Json, at: string, problems: Problem[]): Spread | null {
  const spread = parsed(SpreadShape, json, at, problems)
  return spread && { ...spread, only: spread.only ?? null }
}

function readMacro(json: JsonObject, name: string, at: string, problems: Problem[]): Node {
  const { [name]: operand = null, ...rest } = json
  const shape = parsed(MacroShape, rest, at, problems)
  const macro = macroNamed(name)
  if (!shape || !macro) return NOTHING
  const omit = shape.$omit ?? 'empty'
  return { kind: 'macro', at, macro, operand: readNode(operand, below(at, name), problems), omit }
}

function readExpression(json: JsonObject, at: string, problems: Problem[]): Node {
  const shape = parsed(ExpressionShape, json, at, problems)
  if (!shape) return NOTHING
  const source = sourceOf(json, shape)
  const conversions = CONVERSION_KEYS.filter((key) => Object.hasOwn(json, key))
  if (!source) problems.push({ path: at, message: `must have exactly one of ${SOURCE_KEYS.join(', ')}` })
  if (conversions.length > 1) problems.push({ path: at, message: `can have only one of ${conversions.join(', ')}` })
  return source ? expression(source, shape, at) : NOTHING
}

type Shape = z.output<typeof ExpressionShape>

function expression(source: Source, shape: Shape, at: string): Expression {
  return {
    kind: 'expression',
    at,
    source,
    steps: stepsOf(shape),
    fallback: shape.$default ?? null,
    required: shape.$required ?? false,
    omit: shape.$omit ?? 'never',
  }
}

function sourceOf(json: JsonObject, shape: Shape): Source | null {
  const [key, another] = SOURCE_KEYS.filter((one) => Object.hasOwn(json, one))
  if (!key || another) return null
  if (shape.$from) return { kind: 'paths', paths: shape.$from }
  if (shape.$template) return { kind: 'template', template: shape.$template }
  if (shape.$first) return { kind: 'name', part: 'first', path: shape.$first }
  if (shape.$last) return { kind: 'name', part: 'last', path: shape.$last }
  return { kind: 'literal', value: shape.$literal ?? null }
}

/** In the order in which they are taken, however they are written. */
function stepsOf({ $join, $map, $number, $bool, $text, $date, $truncate }: Shape): Step[] {
  const steps: Step[] = []
  if ($join !== undefined) steps.push(joined($join))
  if ($map) steps.push(mapped($map))
  if ($number) steps.push(toNumber($number === true ? null : $number.decimals))
  if ($bool) steps.push(toBool())
  if ($date) steps.push(toDate($date))
  if ($text) steps.push(toText())
  if ($truncate) steps.push(truncated($truncate))
  return steps
}

function parsed<Shape extends z.ZodObject>(
  shape: Shape,
  json: Json,
  at: string,
  problems: Problem[],
): z.output<Shape> | null {
  const result = shape.safeParse(json)
  if (result.success) return result.data
  const known = Object.keys(shape.shape).join(', ')
  for (const issue of result.error.issues) problems.push(...problemsOf(issue, at, known))
  return null
}

function problemsOf(issue: z.core.$ZodIssue, at: string, known: string): Problem[] {
  const path = issue.path.reduce<string>((place, key) => below(place, typeof key === 'number' ? key : String(key)), at)
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
  const message = `does not belong here, where only ${known} do; a key of your own goes into an object around this one`
  return issue.keys.map((key) => ({ path: below(path, key), message }))
}
