import { isObject, type Json } from '../json.ts'

/** Says what Slack would complain about: one line for each problem, none when all is well. */
export type Check = (value: unknown, pointer: string) => string[]

const problem = (words: string, pointer: string) => [`${words} [json-pointer:${pointer}]`]

/** Slack counts characters, not UTF-16 units. */
const characters = (text: string) => [...text].length

export function string(limits: { min?: number; max?: number; like?: RegExp } = {}): Check {
  const { min = 0, max = Number.POSITIVE_INFINITY, like } = limits
  return (value, pointer) => {
    if (typeof value !== 'string') return problem('must provide a string', pointer)
    if (characters(value) > max) return problem(`must be less than ${max + 1} characters`, pointer)
    if (characters(value) < min) return problem(`must be more than ${min - 1} characters`, pointer)
    if (like !== undefined && !like.test(value)) return problem(`does not have the right format: ${value}`, pointer)
    return []
  }
}

export const flag: Check = (value, pointer) =>
  typeof value === 'boolean' ? [] : problem('must provide a boolean', pointer)

export function integer(min: number, max: number): Check {
  return (value, pointer) => {
    if (!Number.isInteger(value)) return problem('must provide an integer', pointer)
    return Number(value) < min || Number(value) > max ? problem(`must be between ${min} and ${max}`, pointer) : []
  }
}

export function oneOf(...values: string[]): Check {
  return (value, pointer) =>
    typeof value === 'string' && values.includes(value)
      ? []
      : problem(`must be one of: ${values.join(', ')}; found ${JSON.stringify(value)}`, pointer)
}

export function list(item: Check, { min = 0, max = Number.POSITIVE_INFINITY } = {}): Check {
  return (value, pointer) => {
    if (!Array.isArray(value)) return problem('must provide an array', pointer)
    if (value.length > max) return problem(`no more than ${max} items allowed`, pointer)
    if (value.length < min) return problem(`no fewer than ${min} items allowed`, pointer)
    return value.flatMap((one, at) => item(one, `${pointer}/${at}`))
  }
}

/** An object with these fields and no others, as strict as Slack about names it does not know. */
export function fields(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  const known = new Map(Object.entries({ ...required, ...optional }))
  return (value, pointer) => {
    if (!isObject(value)) return problem('must provide an object', pointer)
    const missing = Object.keys(required).filter((name) => value[name] === undefined)
    return [
      ...missing.flatMap((name) => problem(`missing required field: ${name}`, pointer)),
      ...Object.entries(value).flatMap(([name, held]) => {
        if (held === undefined) return []
        const check = known.get(name)
        return check === undefined
          ? problem(`invalid additional property: ${name}`, pointer)
          : check(held, `${pointer}/${name}`)
      }),
    ]
  }
}

/** An object whose `type` says which check it must pass; a type that is not named here is refused. */
export function byType(kinds: Record<string, Check>): Check {
  return (value, pointer) => {
    const kind = isObject(value) ? value.type : undefined
    if (typeof kind !== 'string') return problem('missing required field: type', pointer)
    const check = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
    return check === undefined ? problem(`unsupported type: ${kind}`, `${pointer}/type`) : check(value, pointer)
  }
}

/** Two checks on the same thing; the second runs on objects only. */
export function also(first: Check, rule: (value: Json) => string | undefined): Check {
  return (value, pointer) => {
    const problems = first(value, pointer)
    const broken = isObject(value) ? rule(value) : undefined
    return broken === undefined ? problems : [...problems, ...problem(broken, pointer)]
  }
}

/** Any value at all, checked elsewhere or not worth checking. */
export const anything: Check = () => []
