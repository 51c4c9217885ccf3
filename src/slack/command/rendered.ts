import type { KnownBlock, RichTextElement, RichTextSection } from '@slack/types'
import type { Answer, Verb } from '../../admin/verb.ts'
import { lineButton } from '../blocks/line-buttons.ts'
import { bold, line, list, plain, preformatted, rich, text } from '../blocks/rich.ts'
import { cut, inert, oneLine, shown } from '../blocks/text.ts'
import { bolder, headed, isEmpty, isRecord, keyWords, labelOf, limited, shownValue } from '../blocks/values.ts'
import { cardMessage, type SlackMessage } from '../card/card.ts'
import { leadRows } from '../home/lead-rows.ts'
import { WORDS } from '../words/words.ts'

const ROWS = 10
const ROW_MAX = 600
const NESTED_ROWS = 10
const REMARK_MAX = 400
const COPIED_MAX = 2900
/** Slack takes 50 blocks and some 12,000 characters of text in a message; the blocks' JSON is about twice their text. */
const MOST_BLOCKS = 40
const MOST_JSON = 18_000
const HEADLINES = ['name', 'id', 'lead_id', 'at']
const TYPED_MAX = 200

/** How the lists of a verb are shown. */
type Listing = Pick<Verb, 'columns' | 'empty'>

/** What was typed, which verb it meant, and from which row on its answer is shown. */
type Typed = { line: string; verb: Listing; from: number }

/** A verb's answer as people read it: its leads with their buttons, a list page by page, or one thing line by line. */
export function answerMessage(answer: Answer, typed: Typed, now: Date): SlackMessage {
  const words = WORDS.command.typed(oneLine(typed.line, TYPED_MAX))
  const blocks: KnownBlock[] = [
    { type: 'context', elements: [plain(words)] },
    ...body(answer, typed, now),
    ...noted(answer),
  ]
  return { text: inert(words), blocks }
}

/** One thing line by line, whole: for what is shown this once. */
export function record(data: unknown): KnownBlock[] {
  return fitting(isRecord(data) ? Object.entries(data).flatMap(([key, value]) => field(key, value)) : [])
}

/** An answer's remarks. What follows a remark on lines of its own is to be copied, and stands there whole. */
export function noted({ remarks = [] }: Pick<Answer, 'remarks'>): KnownBlock[] {
  return remarks.flatMap((remark): KnownBlock[] => {
    const [words = '', ...lines] = remark.split('\n')
    const said: KnownBlock = { type: 'section', text: plain(WORDS.command.noted(oneLine(words, REMARK_MAX))) }
    const copied = cut(shown(lines.join('\n')), COPIED_MAX)
    return copied ? [said, rich(preformatted(copied))] : [said]
  })
}

/** The first rows of a list, where there is no paging. */
export function firstRows(data: readonly unknown[], verb: Listing): KnownBlock[] {
  if (data.length === 0) return [nothing(verb)]
  const more =
    data.length > ROWS
      ? [{ type: 'context' as const, elements: [plain(WORDS.command.rows(1, ROWS, data.length))] }]
      : []
  return [...fitting(data.slice(0, ROWS).map((row) => rich(list(rowOf(row, verb.columns))))), ...more]
}

/** A card among a command's answers tells of the lead alone. */
const PLAIN_FACTS = { earlier: null, answerBy: null, mention: null, always: true, mayBeShared: false }

function body({ data, leads, next }: Answer, { line: typed, verb, from }: Typed, now: Date): KnownBlock[] {
  const [first] = leads ?? []
  if (leads && !first) return [nothing(verb)]
  if (first && !Array.isArray(data)) return cardMessage({ ...PLAIN_FACTS, lead: first.lead, now }).blocks
  if (leads) return [...leadRows(leads, now), ...(next ? [pager([WORDS.command.more, next, 0])] : [])]
  if (!Array.isArray(data)) return record(data)
  if (data.length === 0) return [nothing(verb)]
  const page = data.slice(from, from + ROWS)
  const steps: Step[] = [
    ...(from > 0 ? [[WORDS.command.back, typed, Math.max(0, from - ROWS)] satisfies Step] : []),
    ...(from + ROWS < data.length ? [[WORDS.command.more, typed, from + ROWS] satisfies Step] : []),
  ]
  const count = WORDS.command.rows(from + 1, from + page.length, data.length)
  return [
    ...fitting(page.map((row) => rich(list(rowOf(row, verb.columns))))),
    ...(data.length > ROWS ? [{ type: 'context' as const, elements: [plain(count)] }] : []),
    ...(steps.length > 0 ? [pager(...steps)] : []),
  ]
}

type Step = [words: string, line: string, from: number]

function pager(...steps: Step[]): KnownBlock {
  return { type: 'actions', elements: steps.map(([words, line, from]) => lineButton('run', words, { line, from })) }
}

function nothing({ empty = WORDS.command.nothing }: Listing): KnownBlock {
  return { type: 'section', text: plain(empty) }
}

/** As many of these as Slack takes in one message. */
function fitting(blocks: KnownBlock[]): KnownBlock[] {
  let size = 0
  const kept = blocks.slice(0, MOST_BLOCKS).filter((block) => {
    size += JSON.stringify(block).length
    return size <= MOST_JSON
  })
  return kept.length < blocks.length ? [...kept, { type: 'section', text: plain(WORDS.command.tooLong) }] : kept
}

/** What it is called, then what else there is to say of it, on one line. */
function rowOf(row: unknown, columns?: readonly string[]): RichTextSection {
  if (!isRecord(row)) return line(...shownValue(row))
  const head = (columns ?? HEADLINES).find((key) => !isEmpty(row[key]))
  const keys = (columns ?? Object.keys(row)).filter((key) => key !== head && !isEmpty(row[key]))
  const rest = keys.map((key) => [key, row[key]] as const)
  const elements = [
    ...(head ? [bolder(row[head], head)] : []),
    ...rest.flatMap(([key, value], i) => pair(key, value, head !== undefined || i > 0)),
  ]
  return line(...limited(elements, ROW_MAX))
}

function pair(key: string, value: unknown, isNext: boolean): RichTextElement[] {
  return [text(`${isNext ? ' · ' : ''}${labelOf(key)} `), ...shownValue(value, key)]
}

function field(key: string, value: unknown): KnownBlock[] {
  if (isEmpty(value)) return []
  const label = headed(labelOf(key))
  if (isRecord(value)) {
    const rows = Object.entries(value).filter(([, one]) => !isEmpty(one))
    if (rows.length === 0) return []
    const items = rows
      .slice(0, NESTED_ROWS * 2)
      .map(([name, one]) => line(bold(`${keyWords(name)}: `), ...shownValue(one, name)))
    return [rich(line(bold(label)), list(...items))]
  }
  if (Array.isArray(value) && value.some(isRecord))
    return [rich(line(bold(label)), list(...value.slice(0, NESTED_ROWS).map((row) => rowOf(row))))]
  return [rich(line(bold(`${label}: `), ...shownValue(value, key)))]
}
