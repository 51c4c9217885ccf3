import { z } from 'zod'
import { SEVERITIES } from '../lead/conversation.ts'
import { ChannelId, UserId } from '../lead/slack-id.ts'
import { FieldMapSchema } from '../sources/field-map.ts'
import { Workflow } from '../sources/workflow.ts'
import { jsonText, namedBy, once, pairOf, whole } from './verb.ts'

const HIGHEST_RATE = 1_000_000
const HIGHEST_SCORE = 100

/** The flags of an endpoint whose value is JSON: a shell names a file, Slack gives the text itself. */
export const ENDPOINT_FILES = ['map', 'schema'] as const

export const Name = once.pipe(
  z
    .string()
    .trim()
    .max(80, 'has at most 80 characters')
    .regex(/^\P{Cc}+$/u, 'must be plain text'),
)
export const Channel = once.pipe(ChannelId)
export const Owner = once.pipe(UserId)
export const SeverityName = once.pipe(z.enum(SEVERITIES))
export const Pace = whole.pipe(z.number().max(HIGHEST_RATE))
export const Threshold = orOff(whole.pipe(z.number().max(HIGHEST_SCORE, `must be off or 0 to ${HIGHEST_SCORE}`)))
export const MapJson = jsonOf(FieldMapSchema)
export const SchemaJson = jsonOf(Workflow)

/** `key=value` as the two. */
export const Pair = pairOf(/^([^=]+)=(.*)$/s, 'must read key=value')

/** `--set key=value`, as often as there are settings. */
export const SettingPairs = namedBy(Pair)

/** `none` takes away what was set. */
export function orNone<Value>(flag: z.ZodType<Value, string[]>) {
  return z.union([once.pipe(z.literal('none').transform(() => null)), flag])
}

function orOff<Value>(flag: z.ZodType<Value, string[]>) {
  return z.union([once.pipe(z.literal('off').transform(() => null)), flag])
}

function jsonOf<Shape extends z.ZodType>(shape: Shape) {
  return once.pipe(jsonText).pipe(shape)
}
