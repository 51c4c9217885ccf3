import { type ScoringInput, textOf } from './input.ts'
import { isNameOfPerson } from './personal-fields.ts'
import { literally } from './quotes.ts'

/** Mailboxes of a role, whose words are no name. */
const ROLE_WORDS = new Set(
  'info sales contact hello office admin support marketing team mail service billing help enquiries'.split(' '),
)
const NO_BOUNDARY = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u
/** Languages that bend names: Иванов, Иванову. */
const BENT = /^[\p{Script=Cyrillic}\p{Script=Greek}]{4,}$/u
const MAILBOX = /([\p{L}\p{N}._%+'-]{1,64})@[\p{L}\p{N}.-]{1,190}/gu
/** Letters that have no accent to lose. */
const PLAIN: Record<string, string> = {
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ß: 'ss',
  ı: 'i',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
}
/** As people spell these letters where their keyboard has none. */
const SPELLED: [RegExp, string][] = [
  [/ä|æ/gi, 'ae'],
  [/ö|ø/gi, 'oe'],
  [/ü/gi, 'ue'],
  [/å/gi, 'aa'],
  [/ß/g, 'ss'],
]
/** As files are called: JaneDoeResume. */
const HUMP = /\p{Ll}\p{M}*\p{Lu}|\p{Lo}\p{M}*[\p{Lu}\p{Ll}]|[\p{Lu}\p{Ll}]\p{M}*\p{Lo}/u
const WORD = /[\p{L}\p{M}]+/gu

/**
 * Hides every word that names the lead: the parts of its name and mailbox, with and without accents, bent, spelled otherwise, or run
 * together.
 */
export function maskOwnWords(lead: ScoringInput): (text: string) => string {
  const names = [lead.name ?? '', ...lead.fields.flatMap(({ name, value }) => namesIn(name, value))].map(partsOf)
  const mailboxes = mailboxesOf(lead)
  const words = [
    ...names.flat(),
    ...names.flatMap(runTogether),
    ...mailboxes.flatMap((mailbox) => mailbox.match(WORD) ?? []),
  ]
  const own = new Set(words.flatMap((word) => [folded(word), folded(spelledOtherwise(word))]).filter(isTelling))
  const stems = [...own].filter((word) => BENT.test(word)).map(stemOf)
  const long = [...own].filter((word) => word.length >= 4)
  const isOwn = (word: string) => own.has(word) || (BENT.test(word) && stems.includes(stemOf(word)))
  const isRunIn = (word: string) => HUMP.test(word) && long.some((own) => folded(word).includes(own))
  const literal = [
    ...mailboxes.filter((mailbox) => /\p{N}/u.test(mailbox)),
    ...names.flat().filter((part) => part.length > 1 && NO_BOUNDARY.test(part)),
  ]
  const inside = literal.length > 0 ? new RegExp(literal.map(literally).join('|'), 'giu') : null
  return (text) => {
    const without = inside ? text.replace(inside, '[name]') : text
    return own.size === 0
      ? without
      : without.replace(WORD, (word) => (isOwn(folded(word)) || isRunIn(word) ? '[name]' : word))
  }
}

function mailboxesOf(lead: ScoringInput): string[] {
  const addresses = [lead.email ?? '', ...lead.fields.map(({ value }) => textOf(value))].join(' ')
  return [...addresses.matchAll(MAILBOX)]
    .map(({ 1: mailbox = '' }) => mailbox)
    .filter((mailbox) => mailbox.length >= 3 && !ROLE_WORDS.has(mailbox.toLowerCase()))
}

function isTelling(word: string): boolean {
  return word.length >= 2 && !ROLE_WORDS.has(word)
}

function folded(word: string): string {
  const bare = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC')
  return bare.replace(/[łđðøßıþæœς]/g, (letter) => PLAIN[letter] ?? letter)
}

function stemOf(word: string): string {
  return word
    .replace(/(?:[аеиоуыьэюяіїєйουιηαε]|ом|ой|ою|ым|ов|ем|σ){1,2}$/u, '')
    .slice(0, Math.max(4, word.length - 2))
}

function namesIn(field: string, value: unknown): string[] {
  if (isNameOfPerson(field)) return [textOf(value)]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => namesIn(name, inner))
}

function partsOf(name: string): string[] {
  return name.split(/[^\p{L}\p{M}]+/u).filter((part) => part !== '')
}

/** As handles have it: janedoe, doejane, jdoe, janed, and jane followed by any one initial. */
function runTogether([first = '', ...rest]: string[]): string[] {
  return rest.flatMap((other) => [first + other, other + first, first.charAt(0) + other, first + other.charAt(0)])
}

function spelledOtherwise(word: string): string {
  return SPELLED.reduce((text, [letter, letters]) => text.replace(letter, letters), word)
}
