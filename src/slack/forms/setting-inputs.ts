import { z } from 'zod'
import { settingText } from '../../admin/setting-text.ts'
import { Settings } from '../../lead/workspace.ts'
import { headed, labelOf } from '../blocks/values.ts'
import { SETTING_GROUPS, SETTING_HINTS } from '../words/setting-words.ts'
import type { Input } from './input.ts'

const SHAPES: Readonly<Record<string, unknown>> = Settings.shape
const LONGEST_TEXT = 3000
const LONG_TEXT = 200
const OFF = 'off'
const KINDS: Partial<Record<keyof Settings, Input['kind']>> = {
  alerts_channel: 'channel',
  digest_channel: 'channel',
  fallback_owner: 'user',
}

/** Every setting as it stands, in groups; rules of routing have a form of their own. */
export function settings(all: Settings): Input[] {
  return SETTING_GROUPS.flatMap(([heading, names]) =>
    names.map((name, i) => ({ ...setting(name, all[name]), ...(i === 0 && { heading }) })),
  )
}

function setting(name: keyof typeof SETTING_HINTS, value: unknown): Input {
  const options = optionsOf(SHAPES[name])
  const typed = settingText(value)
  const common = { flag: name, label: headed(labelOf(name)), hint: SETTING_HINTS[name] }
  if (options) return { ...common, kind: 'one', options, usual: [typed] }
  const picked = KINDS[name]
  if (picked) return { ...common, kind: picked, optional: true, usual: typed === OFF ? [] : [typed] }
  const kind = name === 'holidays' || typed.length > LONG_TEXT ? 'long' : 'text'
  return { ...common, kind, optional: true, usual: typed.length <= LONGEST_TEXT ? [typed] : [] }
}

/** What one of several words is chosen from; undefined for all other settings. */
function optionsOf(schema: unknown): string[] | undefined {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) return optionsOf(schema.unwrap())
  return schema instanceof z.ZodEnum ? schema.options.map(String) : undefined
}
