import { z } from 'zod'
import { AppError } from '../errors.ts'
import { Settings } from '../lead/workspace.ts'

const OFF = 'off'
const SHAPES: Readonly<Record<string, z.ZodType>> = Settings.shape
const KNOWN = Object.keys(SHAPES)

/**
 * A setting as it is typed, as its schema takes it: lists by commas, or as JSON where they hold more than words, and `off` for none.
 * Throws `bad_input` for what is no setting, or no number where one is wanted; the schema itself checks the rest.
 */
export function settingValue(name: string, text: string): unknown {
  const schema = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined
  if (!schema) throw new AppError('bad_input', `There is no setting "${name}". Known settings: ${KNOWN.join(', ')}.`)
  const { inner, isNullable } = unwrapped(schema)
  if (inner instanceof z.ZodArray) return text === OFF ? [] : listOf(inner, name, text)
  if (text === OFF && isNullable) return null
  if (!(inner instanceof z.ZodNumber)) return text
  if (text === OFF) return 0
  const [shape, kind] = inner.isInt ? [/^\d+$/, 'whole number'] : [/^\d+(\.\d+)?$/, 'number']
  if (!shape.test(text)) throw new AppError('bad_input', `${name} must be a ${kind} or off, not "${text}".`)
  return Number(text)
}

/** A setting as it would be typed. */
export function settingText(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return OFF
  if (!Array.isArray(value)) return String(value)
  return value.every((one) => typeof one === 'string') ? value.join(',') : JSON.stringify(value)
}

function listOf(list: z.ZodArray, name: string, text: string): unknown {
  if (!(list.element instanceof z.ZodObject)) return text.split(',').map((one) => one.trim())
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('bad_input', `${name} must hold JSON, or be off.`)
  }
}

function unwrapped(schema: z.core.$ZodType, isNullable = false): { inner: z.core.$ZodType; isNullable: boolean } {
  if (schema instanceof z.ZodNullable) return unwrapped(schema.unwrap(), true)
  if (schema instanceof z.ZodDefault) return unwrapped(schema.unwrap(), isNullable)
  return { inner: schema, isNullable }
}
