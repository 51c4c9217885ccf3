import { type Grams, gramsOf, hasOne, telling } from './grams.ts'

/** A text, and what tells at once that most patterns cannot match it: `near` has a 1 at the number of a wording that it has some word of. */
export type Sifted = { text: string; grams: Grams }

/** A pattern that is not tried on texts without the words that it needs. `mayBeIn` says whether they are there; such a text need not match. */
export type Wording = { pattern: RegExp; mayBeIn(text: Sifted): boolean; isIn(text: Sifted): boolean }

/** One of these words, or everything of one of these groups. Null is met by any text. */
type Need = { words: number[]; groups: Need[][] }

/** Stands for letters that are not known. */
const GAP = '\0'
/** What was read is put down as one letter from here on, which no pattern has. */
const FIRST_MARK = 0xe000
const PARTS = /[\uE000-\uF8FF]|[^\0\uE000-\uF8FF]+/gu
const CLASS_OR_ESCAPE = /\[(?:\\.|[^\]\\])*\]|\\(?:p\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|\d+|c?.)|[.^$]/giu
const ZERO_WIDTH = /^(?:\\b|\^|\$)$/
const QUANTIFIED_LETTER = /[^()|](?:[?*+]|\{\d+,?\d*\})\??/gu
const INNERMOST_GROUP = /\((\?<?[:=!])?([^()?]*)\)((?:[?*+]|\{\d+,?\d*\})?)\??/gu
/** Says too little to be looked for. */
const ONE_LETTER = /^[\w\s]$/

export function sifted(text: string): Sifted {
  return { text, grams: gramsOf(text) }
}

/** @throws Error for a pattern whose syntax it cannot read. */
export function wording(pattern: RegExp): Wording {
  const need = needOf(pattern.source)
  const mayBeIn = ({ grams }: Sifted) => need === null || isMet(need, grams)
  return { pattern, mayBeIn, isIn: (text) => mayBeIn(text) && pattern.test(text.text) }
}

function isMet({ words, groups }: Need, grams: Grams): boolean {
  if (hasOne(grams, words)) return true
  for (const group of groups) if (areMet(group, grams)) return true
  return false
}

function areMet(needs: Need[], grams: Grams): boolean {
  for (const need of needs) if (!isMet(need, grams)) return false
  return true
}

/** What stands in every text that a pattern of this source matches, read from its innermost groups outwards. */
function needOf(source: string): Need | null {
  const read: (Need | null)[] = []
  const mark = (need: Need | null) => String.fromCharCode(FIRST_MARK + read.push(need) - 1)
  const needsIn = (sequence: string) =>
    (sequence.match(PARTS) ?? [])
      .map((part) => {
        const known = read[part.charCodeAt(0) - FIRST_MARK]
        return known === undefined ? needOfWord(part) : known
      })
      .filter((need) => need !== null)
  const oneOf = (ways: string) => eitherOf(ways.split('|').map(needsIn))
  let rest = source
    .replace(CLASS_OR_ESCAPE, (sign) =>
      ZERO_WIDTH.test(sign) ? '' : /^\\\W$/.test(sign) ? mark(needOfWord(sign.slice(1))) : GAP,
    )
    .replace(QUANTIFIED_LETTER, GAP)
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(INNERMOST_GROUP, (_, kind = '', ways, times) => {
      if (/[=!]$/.test(kind)) return ''
      return /^(?:[?*]|\{0)/.test(times) ? GAP : mark(oneOf(ways))
    })
  }
  if (/[()]/.test(rest)) throw new Error(`This pattern cannot be read: ${source}`)
  return oneOf(rest)
}

function needOfWord(letters: string): Need | null {
  return ONE_LETTER.test(letters) ? null : { words: telling(letters), groups: [] }
}

/** One of these ways; what fewest words can meet stands first in each. */
function eitherOf(ways: Need[][]): Need | null {
  if (ways.some((needs) => needs.length === 0)) return null
  const alone = ways.flatMap((needs) => (needs.length === 1 ? needs : []))
  const groups = ways.filter((needs) => needs.length > 1)
  return {
    words: alone.flatMap(({ words }) => words),
    groups: [
      ...alone.flatMap(({ groups }) => groups),
      ...groups.map((group) => group.toSorted((one, other) => sizeOf(one) - sizeOf(other))),
    ],
  }
}

function sizeOf({ words, groups }: Need): number {
  return words.length + groups.reduce((sum, [least]) => sum + (least ? sizeOf(least) : 0), 0)
}
