import { z } from 'zod'
import { isDateFormat, isZone } from './dates.ts'
import type { Json } from './json.ts'
import { parsePath } from './path.ts'
import { parseTemplate } from './template.ts'

const MOST_PATHS = 20
const MOST_DECIMALS = 15
const LONGEST_TEXT = 1_000_000
/** It is written once for every item that a sender cares to send. */
const LONGEST_SEPARATOR = 100
const LENGTH = 'must be a whole number of characters, 1 or more'

const AnyJson = z.custom<Json>((value) => value !== undefined, 'must be JSON')
const Name = z.string('must be a text')
const Names = z.array(Name, 'must be a list of names')

const PathText = z.string('must be a path, such as "email" or "fields.team size"').transform((text, context) => {
  const path = parsePath(text)
  if (path) return path
  context.addIssue(
    'is no path; write names with dots between them, such as "fields.team size", and \\. for a dot in a name',
  )
  return z.NEVER
})

const Paths = z
  .union([z.string().transform((text) => [text]), z.array(z.string()).min(1).max(MOST_PATHS)], {
    error: `must be a path, such as "email", or a list of up to ${MOST_PATHS} paths of which the first with a value counts`,
  })
  .pipe(z.array(PathText))

const TemplateText = z.string('must be a text with {{path}} in it').transform((text, context) => {
  const template = parseTemplate(text)
  if (!('problem' in template)) return template
  context.addIssue(template.problem)
  return z.NEVER
})

const Format = z
  .string('must be a text')
  .refine(isDateFormat, 'must be iso, date, unix, unix_ms, or a pattern such as "dd.MM.yyyy HH:mm"')
const Zone = z.string().refine(isZone, 'is no time zone; write one such as Europe/Berlin')

/** The keys of an expression. Exactly one of the first five says where the value comes from. */
export const ExpressionShape = z.strictObject({
  $from: Paths.optional(),
  $template: TemplateText.optional(),
  $first: PathText.optional(),
  $last: PathText.optional(),
  $literal: AnyJson.optional(),
  $join: z
    .string('must be the text between the items')
    .max(LONGEST_SEPARATOR, `must have at most ${LONGEST_SEPARATOR} characters`)
    .optional(),
  $map: z.record(z.string(), AnyJson, 'must be an object of old and new values').optional(),
  $number: z
    .union([z.literal(true), z.strictObject({ decimals: z.int().min(0).max(MOST_DECIMALS) })], {
      error: 'must be true or {"decimals": 2}',
    })
    .optional(),
  $bool: z.literal(true, 'must be true').optional(),
  $text: z.literal(true, 'must be true').optional(),
  $date: z
    .union([Format.transform((format) => ({ format, zone: 'utc' })), z.strictObject({ format: Format, zone: Zone })], {
      error:
        'must be "iso", "date", "unix", "unix_ms", a pattern such as "dd.MM.yyyy", or {"format": …, "zone": "Europe/Berlin"}',
    })
    .optional(),
  $truncate: z.int(LENGTH).min(1, LENGTH).max(LONGEST_TEXT, LENGTH).optional(),
  $default: AnyJson.optional(),
  $required: z.boolean('must be true or false').optional(),
  $omit: z.enum(['never', 'null', 'empty'], 'must be "never", "null" or "empty"').optional(),
})
export const SOURCE_KEYS = ['$from', '$template', '$first', '$last', '$literal'] as const
export const CONVERSION_KEYS = ['$number', '$bool', '$text', '$date'] as const

/** Beside a macro stands at most this. */
export const MacroShape = z.strictObject({ $omit: ExpressionShape.shape.$omit })

export const SpreadShape = z.strictObject(
  {
    from: PathText.default(['fields']),
    only: Names.optional(),
    except: Names.default([]),
    rename: z.record(z.string(), Name, 'must be an object of old and new names').default({}),
    prefix: Name.default(''),
    text: z.boolean('must be true or false').default(false),
  },
  'must be an object, such as {"only": ["team size", "budget"]}',
)
