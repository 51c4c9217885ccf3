/** Which one, two and three letters stand together in a text, whatever their case: a bit for each. A few share a bit, so a text may seem to have more than it has. */
export type Grams = number[]

const BITS = 2 ** 15
const MOST_LETTERS = 3
/** Makes what stands beside each other differ from what stands the other way round. */
const FACTOR = 401

export function gramsOf(text: string): Grams {
  const grams: Grams = new Array(BITS / 32).fill(0)
  const letters = foldedCase(text)
  let one = 0
  let two = 0
  for (let at = 0; at < letters.length; at++) {
    const next = letters.charCodeAt(at)
    const three = joined(two, next)
    two = joined(one, next)
    one = joined(0, next)
    put(grams, one)
    put(grams, two)
    put(grams, three)
  }
  return grams
}

/** What stands in a text that has this word: three letters of it in the middle, at its beginning and at its end, or all that it has. */
export function telling(word: string): number[] {
  const letters = foldedCase(word)
  const last = Math.max(0, letters.length - MOST_LETTERS)
  return [last >> 1, 0, last].map((at) => {
    let gram = 0
    for (const letter of letters.slice(at, at + MOST_LETTERS).split('')) gram = joined(gram, letter.charCodeAt(0))
    return gram
  })
}

/** Do these three stand in the text? */
export function hasAll(grams: Grams, three: Uint16Array, at: number): boolean {
  return has(grams, three[at]) && has(grams, three[at + 1]) && has(grams, three[at + 2])
}

function has(grams: Grams, gram = 0): boolean {
  return (((grams[gram >> 5] ?? 0) >> (gram & 31)) & 1) === 1
}

function put(grams: Grams, gram: number): void {
  grams[gram >> 5] = (grams[gram >> 5] ?? 0) | (1 << (gram & 31))
}

function joined(gram: number, letter: number): number {
  return (gram * FACTOR + letter) % BITS
}

/** Both ways, since some letters have no upper case of their own and others no lower. */
function foldedCase(text: string): string {
  return text.toLowerCase().toUpperCase()
}
