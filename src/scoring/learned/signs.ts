import { type Column, numberOf } from './columns.ts'
import type { Trait } from './traits.ts'

/** What a lead shows in one column, in a reader's words, with the features that stand for it. */
export type Sign = { column: string; label: string; usual: number; features: number[] }

const WORD = /\p{L}{3,20}/gu
const MAX_WORDS = 200
const SHOWN_CHARS = 60
const READABLE = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

/** The signs of a lead. Features are hashes, so that a stored model holds nobody's words. */
export function signsOf(columns: readonly Column[], traits: readonly Trait[]): Sign[] {
  const texts = new Map(traits.map(({ column, text }) => [column, text]))
  return columns.flatMap((column) => {
    const text = texts.get(column.name)
    return text === undefined ? [sign(column, 'not given', ['?'])] : signsIn(column, text)
  })
}

function signsIn(column: Column, text: string): Sign[] {
  switch (column.kind) {
    case 'number':
      return [numberSign(column, text)]
    case 'choice':
      return [sign(column, text, [`=${text.toLowerCase()}`])]
    case 'given':
      return [sign(column, 'given', ['!'])]
    case 'words':
      return wordsOf(text).map((word) => sign(column, `“${word}”`, [`~${word}`]))
  }
}

/** A number has a feature for every cut that it reaches, so that near numbers are alike. */
function numberSign(column: Extract<Column, { kind: 'number' }>, text: string): Sign {
  const number = numberOf(text)
  if (number === null) return sign(column, text, ['!'])
  const reached = column.cuts.flatMap((cut, i) => (number >= cut ? [`>${i}`] : []))
  return sign(column, READABLE.format(number), reached)
}

function sign({ name, usual }: Column, words: string, features: readonly string[]): Sign {
  const label = `${oneLine(name)}: ${oneLine(words)}`
  return { column: name, label, usual, features: features.map((feature) => hashOf(`${name}${feature}`)) }
}

function wordsOf(text: string): string[] {
  const words = text.normalize('NFKC').toLowerCase().match(WORD) ?? []
  return [...new Set(words)].slice(0, MAX_WORDS)
}

function oneLine(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  return plain.length <= SHOWN_CHARS ? plain : `${plain.slice(0, SHOWN_CHARS - 1)}…`
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
