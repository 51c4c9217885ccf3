import { z } from 'zod'

/** One JSON Schema node, as far as the strict subset goes; `keywords` keeps what else it says. */
const Node = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  $defs: z.record(z.string(), z.unknown()).optional(),
  definitions: z.record(z.string(), z.unknown()).optional(),
})
type Node = z.infer<typeof Node>

/** https://platform.openai.com/docs/guides/structured-outputs/supported-schemas */
const PERMITTED = new Set(
  `$schema $id $ref $defs definitions title description type properties required additionalProperties items anyOf enum const
  pattern format multipleOf maximum exclusiveMaximum minimum exclusiveMinimum minItems maxItems`.split(/\s+/),
)
const MAX_DEPTH = 10
const MAX_PROPERTIES = 5_000
const MAX_ENUM_VALUES = 1_000

/** What OpenAI has against a schema for strict structured outputs; undefined when nothing. */
export function schemaFault(schema: unknown): string | undefined {
  const root = Node.safeParse(schema)
  if (!root.success || root.data.type !== 'object') return 'schema must be a JSON Schema of \'type: "object"\'.'
  if (root.data.anyOf !== undefined) return "In context=(), 'anyOf' is not permitted at the root."
  const counts = { properties: 0, enumValues: 0 }
  return (
    nodeFault(root.data, [], 0, counts) ??
    (counts.properties > MAX_PROPERTIES ? `schema has more than ${MAX_PROPERTIES} properties.` : undefined) ??
    (counts.enumValues > MAX_ENUM_VALUES ? `schema has more than ${MAX_ENUM_VALUES} enum values.` : undefined)
  )
}

type Counts = { properties: number; enumValues: number }

function nodeFault(schema: unknown, path: readonly string[], depth: number, counts: Counts): string | undefined {
  const context = `In context=(${path.map((step) => `'${step}'`).join(', ')})`
  const parsed = Node.safeParse(schema)
  if (!parsed.success) return `${context}, schema must be an object.`
  const node = parsed.data
  const stranger = Object.keys(node).find((keyword) => !PERMITTED.has(keyword))
  if (stranger !== undefined) return `${context}, '${stranger}' is not permitted.`
  const isTyped = ['type', 'anyOf', '$ref', 'enum', 'const'].some((keyword) => keyword in node)
  if (!isTyped) return `${context}, schema must have a 'type' key.`
  counts.enumValues += node.enum?.length ?? 0
  const isObject = [node.type].flat().includes('object')
  if (isObject && depth >= MAX_DEPTH) return `${context}, schema has more than ${MAX_DEPTH} levels of nesting.`
  const own = isObject ? objectFault(node, context, counts) : undefined
  if (own !== undefined) return own
  for (const [step, child] of childrenOf(node)) {
    const fault = nodeFault(child, [...path, ...step], isObject ? depth + 1 : depth, counts)
    if (fault !== undefined) return fault
  }
  return undefined
}

function objectFault(node: Node, context: string, counts: Counts): string | undefined {
  if (node.additionalProperties !== false) {
    return `${context}, 'additionalProperties' is required to be supplied and to be false.`
  }
  const names = Object.keys(node.properties ?? {})
  counts.properties += names.length
  const missing = names.find((name) => !node.required?.includes(name))
  if (missing === undefined) return undefined
  return `${context}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`
}

function childrenOf(node: Node): [string[], unknown][] {
  const named = (['properties', '$defs', 'definitions'] as const).flatMap((keyword) =>
    Object.entries(node[keyword] ?? {}).map(([name, child]): [string[], unknown] => [[keyword, name], child]),
  )
  const options = (node.anyOf ?? []).map((child, index): [string[], unknown] => [['anyOf', `${index}`], child])
  return [
    ...named,
    ...options,
    ...(node.items === undefined ? [] : [[['items'], node.items] satisfies [string[], unknown]]),
  ]
}
