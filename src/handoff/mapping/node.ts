import type { Json } from './json.ts'
import type { Macro } from './macros.ts'
import type { Path } from './path.ts'
import type { Step } from './steps.ts'
import type { Template } from './template.ts'

/** A mapping as it was understood. `at` is where a node stands in it. */
export type Node =
  | { kind: 'literal'; value: Json }
  | { kind: 'list'; items: Node[] }
  | { kind: 'object'; at: string; entries: { name: string; node: Node }[]; spread: Spread | null }
  | Expression
  | { kind: 'macro'; at: string; macro: Macro; operand: Node; omit: Omit }

/** A value of the lead, changed step by step. */
export type Expression = {
  kind: 'expression'
  at: string
  source: Source
  steps: Step[]
  fallback: Json
  required: boolean
  omit: Omit
}

export type Source =
  /** The first of the paths that has a value. */
  | { kind: 'paths'; paths: Path[] }
  | { kind: 'template'; template: Template }
  | { kind: 'name'; part: 'first' | 'last'; path: Path }
  | { kind: 'literal'; value: Json }

/** When a key is left out: never (it is sent as null), when it is null, or when it is empty in any way. */
export type Omit = 'never' | 'null' | 'empty'

/** Many fields at once, under their own names unless told otherwise. */
export type Spread = {
  from: Path
  only: string[] | null
  except: string[]
  rename: Record<string, string>
  prefix: string
  text: boolean
}

/** Every path that a node reads. */
export function pathsIn(node: Node): { at: string; path: Path }[] {
  if (node.kind === 'list') return node.items.flatMap(pathsIn)
  if (node.kind === 'macro') return pathsIn(node.operand)
  if (node.kind === 'expression') return pathsOf(node.source).map((path) => ({ at: node.at, path }))
  if (node.kind === 'literal') return []
  const spread = node.spread ? spreadPaths(node.spread).map((path) => ({ at: `${node.at}.$spread`, path })) : []
  return [...node.entries.flatMap((entry) => pathsIn(entry.node)), ...spread]
}

function spreadPaths({ from, only }: Spread): Path[] {
  return only ? only.map((name) => [...from, name]) : [from]
}

function pathsOf(source: Source): Path[] {
  if (source.kind === 'paths') return source.paths
  if (source.kind === 'name') return [source.path]
  return source.kind === 'template' ? source.template.flatMap(({ references }) => references) : []
}
