import type { Field } from '../lead/lead.ts'
import { plainName } from './field-signals.ts'
import { type ScoringInput, textOf } from './input.ts'

const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,190}\.\p{L}{2,}/gu
const SPELLED_EMAIL = /[\w.+-]{1,64}\s?(?:\(at\)|\[at\]|\sat\s)\s?[\w-]{1,64}\s?(?:\(dot\)|\[dot\]|\sdot\s)\s?\w{2,}/gi
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"')\]]+|\b(?:linkedin|facebook|instagram|twitter|x)\.com\/[^\s<>"')\]]+/gi
/** Nine digits or more, or seven after a plus or a zero; groups stand at most two signs apart. Dates and amounts are none. */
const PHONE =
  /(?<![\p{Nd}$€£.,])(?!\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}|\p{Nd}{1,2}([./-])\p{Nd}{1,2}\1\p{Nd}{2,4}\b)(?:(?:\+|0)(?:[\s().\-/]{0,2}\p{Nd}){6,}|\p{Nd}(?:[\s().\-/]{0,2}\p{Nd}){8,})|\b\p{Nd}{3}-\p{Nd}{4}\b/gu
const INTRODUCTION =
  /(\b(?:[Mm]y name is|[Tt]his is|[Ii] am called|[Rr]egards,?|[Bb]est,|[Cc]heers,?|[Tt]hanks,|[Ss]incerely,?|Grüßen?,?|[Mm]ein Name ist|[Mm]e llamo|[Jj]e m'appelle)\s+)(\p{Lu}[\p{L}'-]+(?:[ \t]\p{Lu}[\p{L}'-]*){0,2})/gu
const INVISIBLE = /[\u{E0000}-\u{E007F}\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u00AD]|(?![\n\t])\p{Cc}/gu

/** Mailboxes of a role, whose words are no name. */
const ROLE_WORDS = new Set(
  'info sales contact hello office admin support marketing team mail service billing help enquiries'.split(' '),
)
const NO_BOUNDARY = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

const PERSONAL_FIELD =
  /mail|phone|mobile|^tel|telefon|^cell|whatsapp|fax|address|street|zip|postal|birth|^dob$|ssn|passport|iban|card|password|token|secret|^ip|linkedin|twitter|facebook|instagram|skype|surname|vorname|nachname|prenom|apellido|^contact$|^nom$/
const NAME_FIELD = /name|nombre/
const THING_NAME = /company|organi[sz]ation|business|firm|employer|account|product|plan|campaign|event|form|page|school/

export type Mask = (text: string) => string

/** Hides who the lead is in any text of theirs: addresses, phone numbers, links and their own name. */
export function maskFor(lead: ScoringInput): Mask {
  const own = ownWords(lead)
  return (text) => {
    const visible = text.replace(INVISIBLE, '')
    const withoutContacts = visible
      .replace(EMAIL, '[email]')
      .replace(SPELLED_EMAIL, '[email]')
      .replace(LINK, '[link]')
      .replace(ownPhone(lead.phone), '[phone]')
      .replace(PHONE, '[phone]')
      .replace(INTRODUCTION, '$1[name]')
    return own ? withoutContacts.replace(own, '[name]') : withoutContacts
  }
}

/** The fields without those that say who somebody is, at any depth. */
export function withoutPersonalFields(fields: readonly Field[]): Field[] {
  return fields.filter(({ name }) => !isPersonal(name)).map(({ name, value }) => ({ name, value: pruned(value) }))
}

/** Is there nothing in this text but an address, a number or a name? */
export function isOnlyMasks(masked: string): boolean {
  return masked.replace(/\[(?:email|phone|name|link)\]/g, '').replace(/[\s\p{P}]+/gu, '') === ''
}

function isPersonal(fieldName: string): boolean {
  const name = plainName(fieldName)
  return PERSONAL_FIELD.test(name) || (NAME_FIELD.test(name) && !THING_NAME.test(name))
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isPersonal(key))
      .map(([key, inner]) => [key, pruned(inner)]),
  )
}

/** The parts of the lead's name, with and without accents, and of the mailbox it writes from. */
function ownWords(lead: ScoringInput): RegExp | null {
  const mailbox = lead.email?.split('@')[0]?.toLowerCase() ?? ''
  const ofMailbox = [mailbox, ...mailbox.split(/[^\p{L}]+/u)].filter(
    (word) => word.length >= 3 && !ROLE_WORDS.has(word),
  )
  const named = lead.fields.filter(({ name }) => isNameOfPerson(name)).map(({ value }) => textOf(value))
  const ofName = [lead.name ?? '', ...named]
    .flatMap((name) => name.split(/[^\p{L}\p{M}]+/u))
    .filter((part) => part.length >= 2)
  const words = [...ofName, ...ofName.map(withoutAccents), ...ofMailbox]
  if (words.length === 0) return null
  const longestFirst = [...new Set(words)].sort((one, other) => other.length - one.length)
  return new RegExp(longestFirst.map(asWord).join('|'), 'giu')
}

function isNameOfPerson(fieldName: string): boolean {
  const name = plainName(fieldName)
  return NAME_FIELD.test(name) && !THING_NAME.test(name)
}

function asWord(word: string): string {
  const literal = word.replace(/[^\p{L}\p{N}\p{M}]/gu, '\\$&')
  return NO_BOUNDARY.test(word) ? literal : `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '')
}

/** The lead's own number however it is spaced, from its last seven digits on. */
function ownPhone(phone: string | null): RegExp {
  const digits = (phone ?? '').replace(/\D/g, '')
  return digits.length < 7
    ? /(?!)/g
    : new RegExp(`\\+?(?:\\d[\\s().\\-/]{0,3}){0,8}${[...digits.slice(-7)].join('[\\s().\\-/]{0,3}')}`, 'g')
}
