import { cut } from '../cut.ts'
import { type Json, textOf } from './json.ts'
import { type Step, toBool, toDate, toNumber, toText, truncated } from './steps.ts'

/** A typed wrapper that a receiver wants around a value; `cleared` is what empties the field there. */
export type Macro = { steps: readonly Step[]; wrap(value: Json): Json; cleared: Json }

/** https://developers.notion.com/reference/request-limits */
const NOTION_TEXT_CHARACTERS = 2000
const NOTION_TEXTS = 100
const NOTION_URL_CHARACTERS = 2000
const NOTION_EMAIL_CHARACTERS = 200
const NOTION_OPTION_CHARACTERS = 100
const NOTION_OPTIONS = 100

const MACROS: Record<string, Macro> = {
  '$notion.title': notionText('title'),
  '$notion.rich_text': notionText('rich_text'),
  '$notion.email': notionValue('email', [toText(), truncated(NOTION_EMAIL_CHARACTERS)]),
  '$notion.phone': notionValue('phone_number', [toText(), truncated(NOTION_EMAIL_CHARACTERS)]),
  '$notion.url': notionValue('url', [toText(), truncated(NOTION_URL_CHARACTERS)]),
  '$notion.number': notionValue('number', [toNumber(null)]),
  '$notion.checkbox': { ...notionValue('checkbox', [toBool()]), cleared: { checkbox: false } },
  '$notion.date': {
    steps: [toDate({ format: 'iso', zone: 'utc' })],
    wrap: (start) => ({ date: { start } }),
    cleared: { date: null },
  },
  '$notion.select': notionOption('select'),
  '$notion.status': notionOption('status'),
  '$notion.multi_select': {
    steps: [(value) => ({ value: optionNames(value) })],
    wrap: (value) => ({ multi_select: Array.isArray(value) ? value.map((name) => ({ name })) : [] }),
    cleared: { multi_select: [] },
  },
  '$pipedrive.email': pipedriveList('work'),
  '$pipedrive.phone': pipedriveList('work'),
}

export const MACRO_NAMES = Object.keys(MACROS)

/** Null for no name of a macro. */
export function macroNamed(name: string): Macro | null {
  return Object.hasOwn(MACROS, name) ? (MACROS[name] ?? null) : null
}

function notionValue(type: string, steps: Step[]): Macro {
  return { steps, wrap: (value) => ({ [type]: value }), cleared: { [type]: null } }
}

/** Long texts go in pieces; what is more than a hundred of them is cut. */
function notionText(type: string): Macro {
  return {
    steps: [toText(), truncated(NOTION_TEXTS * (NOTION_TEXT_CHARACTERS / 2))],
    wrap: (value) => ({
      [type]: pieces(textOf(value), NOTION_TEXT_CHARACTERS).map((content) => ({ text: { content } })),
    }),
    cleared: { [type]: [] },
  }
}

function pieces(text: string, units: number): string[] {
  const found: string[] = []
  for (let rest = text; rest !== ''; ) {
    const piece = cut(rest, units)
    found.push(piece)
    rest = rest.slice(piece.length)
  }
  return found
}

function notionOption(type: string): Macro {
  return {
    steps: [(value) => ({ value: optionName(value) })],
    wrap: (name) => ({ [type]: { name } }),
    cleared: { [type]: null },
  }
}

function optionNames(value: Json): string[] {
  const names = (Array.isArray(value) ? value : [value]).map(optionName)
  return [...new Set(names.filter(Boolean))].slice(0, NOTION_OPTIONS)
}

/** A comma is not allowed in the name of an option. */
function optionName(value: Json): string {
  const words = textOf(value)
    .split(',')
    .map((word) => word.trim())
  return cut(words.filter(Boolean).join(' '), NOTION_OPTION_CHARACTERS).trim()
}

function pipedriveList(label: string): Macro {
  return { steps: [toText()], wrap: (value) => [{ value, primary: true, label }], cleared: [] }
}
