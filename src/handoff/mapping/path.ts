import { isObject, type Json } from './json.ts'

/** Keys from the root of the handoff body down. */
export type Path = readonly string[]

const LONGEST_CHARACTERS = 500
const EVERY = '*'
const SEGMENT = /(?:\\[\s\S]|[^.\\])+/g

/** `fields.team size` or `fields.v1\.2`: dots descend, `\.` is a dot in a name and `\\` a backslash. Null where a name is missing. */
export function parsePath(text: string): Path | null {
  if (text.length > LONGEST_CHARACTERS) return null
  const found = text.match(SEGMENT) ?? []
  if (found.length === 0 || found.join('.') !== text) return null
  return found.map((segment) => segment.replace(/\\([\s\S])/g, '$1'))
}

/** The path as it is written in a mapping. */
export function pathText(path: Path): string {
  return path.map((segment) => segment.replace(/[\\.]/g, '\\$&')).join('.')
}

/** What stands there, if anything: own keys of objects, indexes of lists, and `*` for every item of a list. */
export function valueAt(value: Json, path: Path): Json | undefined {
  const [segment, ...rest] = path
  if (segment === undefined) return value
  if (Array.isArray(value)) {
    if (segment === EVERY)
      return value.map((item) => valueAt(item, rest)).filter((item) => item !== undefined && item !== null)
    const item = /^\d{1,6}$/.test(segment) ? value[Number(segment)] : undefined
    return item === undefined ? undefined : valueAt(item, rest)
  }
  const child = isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined
  return child === undefined ? undefined : valueAt(child, rest)
}

/** True where reading `path` also reads what stands at `inner`. */
export function covers(path: Path, inner: Path): boolean {
  return path.every((segment, i) => segment === inner[i])
}
