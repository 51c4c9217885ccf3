import { decodedRuns, hidesProse, isTelling, otherReadings } from './disguises.ts'
import type { ScoringInput } from './input.ts'
import { type Sifted, sifted, wording } from './sieve.ts'
import { cuesMeet } from './steering-cues.ts'
import { steersElsewhere } from './steering-elsewhere.ts'
import { notionsMeet } from './steering-notions.ts'
import { statesResult } from './steering-results.ts'
import { cuesAddUp } from './steering-weights.ts'
import { STEERING } from './steering-words.ts'

/** Characters nobody types: tags, bidi overrides and isolates, zero-width ones inside or beside words. Emoji joiners and marks of direction in right-to-left text are ordinary. */
const HIDDEN_CHARACTERS =
  /[\u{E0001}-\u{E007F}\u202A-\u202E\u2066-\u2069\u2060-\u2064]|[A-Za-z][\u200B-\u200D\uFEFF]+[A-Za-z]|[\u200B\uFEFF]{2,}|\u00AD[^\u00AD]{1,3}\u00AD/u
/** Flags are spelled with tags, and phones put marks of direction around a copied number. */
const ORDINARY_USE =
  /\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}|[\u202A\u202D\u2066\u2068][+\d\s().-]{3,30}[\u202C\u2069]/gu

const HIDDEN_HTML =
  /<[a-z][^>]{0,200}(?:\shidden\b|style\s?=[^>]{0,200}(?:display\s?:\s?none|visibility\s?:\s?hidden|(?:font-size|opacity)\s?:\s?0(?![.\d])|(?:left|top|text-indent)\s?:\s?-\d{3,}|(?<!-)color\s?:\s?(?:white|#fff)))/iu
/** The comments that editors, trackers and embed codes leave behind. */
const COMMENT =
  /<!--(?!\s*(?:\/?wp:|\[if|<!\[|end\b|\/|start of (?:\w+ )?(?:embed|code|script|tag)|google|gtm|hubspot|facebook|meta pixel|matomo|hotjar|begin (?:\w+ )?(?:embed|code|script)|container|header|footer|signature|body|content|logo|address|unsubscribe|section|row|col|nav|form|more)[^>]{0,80}-->)/i
const MARKDOWN_COMMENT = /^\s{0,3}\[(?:\/\/|comment|_|hidden|#)[^\]\n]{0,20}\]:\s?(?:#|<>|\/)/imu

/** What breaks out of a frame that was never opened. */
const FRAME = 'lead|user|data|message|input|submission|user_input|context|document|text|untrusted|user_message'
const LOOSE_END = new RegExp(`</(${FRAME})\\s{0,3}>`, 'giu')

/** Letters pulled together leave no gaps between words. */
const GLUED = wording(
  /(?:ignore|disregard|forget|override|bypass)(?:all|any|the|your|of|my)*(?:previous|prior|above|earlier|system|instructions|rules|rubric)|systemprompt|(?:score|rate)(?:me|us|this|thislead)(?:as|with|at)?(?:100|a100|hundred|hot|high|max)|approve(?:this|the)lead|thisleadmust/i,
)
const TORN =
  /(?:ignore|disregard|forget|override|bypass)(?:all|any|the|your)*(?:previous|prior|above|earlier|system|instructions|rules|rubric)|(?:approve|score|rate)this(?:lead|submission)/i
/** Where these stand whole, what they mean is read elsewhere. */
const WHOLE_VERB = /\b(?:ignore|disregard|forget|override|bypass|approve|score|rate)\b/i
const MAX_NESTING = 8
/** Texts up to this length are read together, which is much faster. */
const SHORT_CHARS = 300
/** A sentence that is split has so many parts at least, none of them long. */
const LEAST_PARTS = 2
const PART_CHARS = 80

/** Does anything the lead sent try to steer the scoring? Such a lead always goes to a person. */
export function triesToSteer(lead: ScoringInput): boolean {
  const fields = lead.fields.flatMap(({ name, value }) => [spelledOut(name), ...textsIn(value)])
  const mailbox = lead.email && spelledOut(lead.email.split('@')[0] ?? '')
  const details = [lead.message, lead.name, lead.company, lead.source, mailbox].filter((text) => text !== null)
  const texts = [...details, ...fields]
  const short = texts.filter((text) => text.length < SHORT_CHARS)
  const read = [short.join('\n\n'), ...texts.filter((text) => text.length >= SHORT_CHARS)]
  if (read.some(isSteering)) return true
  const row = inARow(lead)
  return isTelling(row) && cuesMeetIn(sifted(row))
}

/** What is short of a lead, in a row: a sentence may be split over it. */
function inARow({ company, message, fields }: ScoringInput): string {
  const parts = [company, message, ...fields.map(({ value }) => value)].filter(
    (value) => typeof value === 'string' && value.length < PART_CHARS,
  )
  return parts.length < LEAST_PARTS ? '' : plainText(parts.join(' '))
}

/** Does this text speak to the scorer, openly or hidden? Its other readings are read as well, and what is encoded in those. */
export function isSteering(text: string): boolean {
  if (isHiding(text)) return true
  const plain = plainText(text)
  if (speaksToScorer(plain)) return true
  return otherReadings(plain.replace(/\p{Cf}/gu, '')).some(
    (reading) => speaksToScorer(reading) || decodedRuns(reading).some(speaksToScorer),
  )
}

function isHiding(text: string): boolean {
  const isOdd = [HIDDEN_HTML, COMMENT, MARKDOWN_COMMENT].some((pattern) => pattern.test(text))
  return isOdd || HIDDEN_CHARACTERS.test(text.replace(ORDINARY_USE, '')) || hidesProse(text) || breaksOut(text)
}

function speaksToScorer(plain: string): boolean {
  const text = sifted(plain)
  return (
    cuesMeetIn(text) ||
    cuesMeet(text) ||
    statesResult(text) ||
    steersElsewhere(text) ||
    GLUED.isIn(text) ||
    isTornApart(plain)
  )
}

function cuesMeetIn(plain: Sifted): boolean {
  return STEERING.some((one) => one.isIn(plain)) || cuesAddUp(plain) || notionsMeet(plain)
}

/** "igno re prev ious instr uctions": gaps inside words, which close when all gaps do. */
function isTornApart(plain: string): boolean {
  return !WHOLE_VERB.test(plain) && TORN.test(plain.replace(/\s+/gu, ''))
}

function breaksOut(text: string): boolean {
  return [...text.matchAll(LOOSE_END)].some(({ 1: frame = '', index }) => {
    const opening = new RegExp(`<${frame}[\\s>]`, 'iu')
    return !opening.test(text.slice(0, index))
  })
}

function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u00AD\u200B-\u200F\u2060-\u206F\uFEFF]/gu, '')
    .replace(/[‘’ʼ]/gu, "'")
    .replace(/[ \t\u00A0]{2,}|[\t\u00A0]/g, ' ')
}

/** Every text of a value and every name in it, one by one: what a sender's own JSON looks like says nothing. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  if (depth >= MAX_NESTING) return [JSON.stringify(value)]
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, depth + 1))
  return Object.entries(value).flatMap(([name, inner]) => [spelledOut(name), ...textsIn(inner, depth + 1)])
}

/** A field's name as words: `ignore_previousRules` → `ignore previous Rules`. */
function spelledOut(name: string): string {
  return name.replace(/[_.-]+/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
}
