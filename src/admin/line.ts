import { distance } from 'fastest-levenshtein'
import { VERBS } from './index.ts'
import type { Verb } from './verb.ts'

const OPENING = /["“”']/
const NEAREST = 3
/** What people call a verb elsewhere. */
const OTHER_WORDS = new Map(
  Object.entries({ search: 'find', lookup: 'find', list: 'inbox', status: 'doctor', delete: 'forget', create: 'new' }),
)

/** A line as words: what stands in quotes, straight or curly, is one word. Keyboards make one dash of two. */
export function splitLine(line: string): string[] {
  return wordsIn(line).map((word) => word.replace(/^[—–](?=\w)/, '--'))
}

/** A word as it has to be typed to be one; what holds quotes of both kinds cannot be. */
export function quoted(word: string): string {
  return word.includes("'") ? `"${word}"` : `'${word}'`
}

function wordsIn(line: string): string[] {
  const words: string[] = []
  let word = ''
  let quote: string | null = null
  let began = false
  for (const character of line) {
    if (quote !== null && closes(quote, character)) quote = null
    else if (quote === null && opensAfter(word, character)) {
      quote = character
      began = true
    } else if (quote === null && /\s/.test(character)) {
      if (began || word) words.push(word)
      word = ''
      began = false
    } else word += character
  }
  return began || word ? [...words, word] : words
}

/** An apostrophe inside a word, as in O'Neil, opens nothing. */
function opensAfter(word: string, character: string): boolean {
  return OPENING.test(character) && (word === '' || word.endsWith('='))
}

function closes(quote: string, character: string): boolean {
  return quote === "'" ? character === "'" : /["“”]/.test(character)
}

/** The verbs that come nearest to what was typed: those that it begins or means in other words, then those that it is a slip away from. */
export function nearestVerbs(line: readonly string[]): Verb[] {
  const typed = line.slice(0, 2).join(' ').toLowerCase()
  const [first = ''] = typed.split(' ')
  const far = (name: string) =>
    Math.min(distance(typed, name), distance(first, name), distance(first, name.split(' ')[0] ?? ''))
  const ranked = VERBS.map((verb) => {
    const isMeant = OTHER_WORDS.get(first) === verb.name
    const begins = isMeant || verb.name.startsWith(typed) || (first !== '' && verb.name.startsWith(first))
    return { verb, rank: begins ? 0 : far(verb.name), tie: isMeant ? -1 : distance(typed, verb.name) }
  })
  return ranked
    .sort((a, b) => a.rank - b.rank || a.tie - b.tie)
    .slice(0, NEAREST)
    .map(({ verb }) => verb)
}
