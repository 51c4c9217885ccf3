import type { Level } from '../lead/score.ts'

/** What a field says by its name, where its value alone ("500", "yes") would say nothing. */
export type FieldSignal = { criterion: string; name: RegExp; levelOf: (value: string) => Level | null }

const isRefusal = (value: string) => /^(?:no|none|n\/?a|false|0|nothing|unknown|-+)$/i.test(value.trim())
const biggestNumber = (value: string) =>
  Math.max(0, ...(value.match(/\d[\d,. ]*/g) ?? []).map((found) => Number(found.replace(/[,. ]/g, ''))))

function sizeLevel(value: string): Level | null {
  const people = biggestNumber(value)
  if (people >= 200) return 'strong'
  if (people >= 20) return 'clear'
  return people >= 1 ? 'weak' : null
}

function budgetLevel(value: string): Level | null {
  if (isRefusal(value)) return 'none'
  return biggestNumber(value) > 0 ? 'strong' : 'weak'
}

function severityLevel(value: string): Level | null {
  if (/urgent|critical|emergency/i.test(value)) return 'strong'
  return /high/i.test(value) ? 'clear' : null
}

const FIELD_SIGNALS: readonly FieldSignal[] = [
  {
    criterion: 'company',
    name: /employees|company_?size|head_?count|team_?size|seats|num\w*users|user_?count/,
    levelOf: sizeLevel,
  },
  { criterion: 'budget', name: /budget|deal_?size|spend/, levelOf: budgetLevel },
  { criterion: 'urgency', name: /severity|priority|^urgency$/, levelOf: severityLevel },
  {
    criterion: 'need',
    name: /intent|use_?case|interest|^(?:product|service|topic|subject)$/,
    levelOf: (value) => (isRefusal(value) ? 'none' : 'clear'),
  },
]

/** What a field of this name may say. */
export function fieldSignalsOf(field: string): FieldSignal[] {
  const name = plainName(field)
  return FIELD_SIGNALS.filter((signal) => signal.name.test(name))
}

/** A field's name without its path, case and punctuation: `data.visitor.qualityScore` → `qualityscore`, `Company Size` → `company_size`. */
export function plainName(name: string): string {
  return (name.split('.').at(-1) ?? name)
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}
