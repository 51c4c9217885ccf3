import { type Grams, gramsOf, hasAll, telling } from './grams.ts'

/** A text, and the letters that stand together in it, which tell at once that most patterns cannot match. */
export type Sifted = { text: string; grams: Grams }

/** A pattern that is tried only on texts that have the words it needs, which `mayBeIn` tells; such a text need not match. `isIn` is for patterns that are not global. */
export type Wording = { pattern: RegExp; mayBeIn(text: Sifted): boolean; isIn(text: Sifted): boolean }

/** What a text must have: `size` is how many words may meet it; `add` adds the steps that look for them, and tells where they begin. Null is met by any text. */
type Need = { size: number; add(steps: number[], met: number, missed: number): number }

/** Where the steps end. */
const MET = 0xffff
const MISSED = 0xfffe
/** Stands for letters that are not known. */
const GAP = '\0'
const CLASS_OR_ESCAPE = /\[(?:\\.|[^\]\\])*\]|\\(?:p\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|\d+|c?.)|[.^$]/giu
const ZERO_WIDTH = /^(?:\\b|\^|\$)$/
const OPENING_OR_QUANTIFIER = /(\(\?<?[:=!])|([?*+]|\{\d+,?\d*\})\??/g
/** Where every quantifier is a `?`, which may be nothing, or a `+`. */
const QUANTIFIED_LETTER = /[^()|][?+]/gu
const INNERMOST_GROUP = /\((\?<?[:=!])?([^()?]*)\)([?+]?)/g
/** What was read is put down as one letter from here on, which no pattern has. */
const FIRST_MARK = 0xe000
const PARTS = /[\uE000-\uF8FF]|[^\0\uE000-\uF8FF]+/gu
/** Says too little to be looked for. */
const ONE_LETTER = /^[\w\s]$/

export function sifted(text: string): Sifted {
  return { text, grams: gramsOf(text) }
}

/** @throws Error for a pattern whose syntax it cannot read. */
export function wording(pattern: RegExp): Wording {
  const steps: number[] = []
  const start = needOf(pattern.source)?.add(steps, MET, MISSED) ?? MET
  const mayBeIn = stepping(Uint16Array.from(steps), start)
  return { pattern, mayBeIn, isIn: (text) => mayBeIn(text) && pattern.test(text.text) }
}

/** Each step is what tells a word, where to go on when it is there, and where when it is not; in one row they are read much faster than as a tree. */
function stepping(steps: Uint16Array, start: number): (text: Sifted) => boolean {
  return ({ grams }) => {
    let at = start
    while (at < MISSED) at = steps[hasAll(grams, steps, at) ? at + 3 : at + 4] ?? MET
    return at === MET
  }
}

/** What stands in every text that a pattern of this source matches, read from its innermost groups outwards. */
function needOf(source: string): Need | null {
  const read: (Need | null)[] = []
  const mark = (need: Need | null) => String.fromCharCode(FIRST_MARK + read.push(need) - 1)
  const needOfPart = (part: string) =>
    part < '\uE000' ? needOfWord(part) : (read[part.charCodeAt(0) - FIRST_MARK] ?? null)
  const needOfWays = (ways: string) =>
    needOfOne(ways.split('|').map((way) => (way.match(PARTS) ?? []).map(needOfPart).filter((need) => need !== null)))
  let rest = source
    .replace(CLASS_OR_ESCAPE, (sign) => {
      if (ZERO_WIDTH.test(sign)) return ''
      return /^\\\W$/.test(sign) ? mark(needOfWord(sign.slice(1))) : GAP
    })
    .replace(OPENING_OR_QUANTIFIER, (_, opening, times) => opening ?? (/^(?:[?*]|\{0)/.test(times) ? '?' : '+'))
    .replace(QUANTIFIED_LETTER, GAP)
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(INNERMOST_GROUP, (_, kind = '?:', ways, times) => {
      if (kind !== '?:') return ''
      return times === '?' ? GAP : mark(needOfWays(ways))
    })
  }
  if (/[()\]]/.test(rest)) throw new Error(`This pattern cannot be read: ${source}`)
  return needOfWays(rest)
}

function needOfWord(letters: string): Need | null {
  if (ONE_LETTER.test(letters)) return null
  return { size: 1, add: (steps, met, missed) => steps.push(...telling(letters), met, missed) - 5 }
}

/** One of these ways, of each of which everything is needed; what the fewest words can meet is looked for first. */
function needOfOne(ways: Need[][]): Need | null {
  if (ways.some((needs) => needs.length === 0)) return null
  const each = ways.map(needOfAll)
  return {
    size: each.reduce((sum, { size }) => sum + size, 0),
    add: (steps, met, missed) => each.reduceRight((next, need) => need.add(steps, met, next), missed),
  }
}

function needOfAll(needs: Need[]): Need {
  const sorted = needs.toSorted((one, other) => one.size - other.size)
  return {
    size: sorted[0]?.size ?? 0,
    add: (steps, met, missed) => sorted.reduceRight((next, need) => need.add(steps, next, missed), met),
  }
}
