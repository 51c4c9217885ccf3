/** Texts that stand inside a text in disguise. Each is bounded, so that a hostile text costs little. */
const MAX_CHARS = 20_000
const BASE64_RUN = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,}={0,2}/g
const HEX_RUN = /(?<![0-9a-z])(?:(?:0x|\\x)?[0-9a-f]{2}[\s,:]?){10,}/gi
const BINARY_RUN = /(?:[01]{8}\s?){6,}/g
const LINK_OR_DATA = /\b(?:https?:\/\/|www\.|data:)\S+/gi
const MORSE_RUN = /(?:[.·-]{1,4}[ /|]{1,3}){12,}[.·-]{1,4}/g
const MORSE =
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..'.split(
    ' ',
  )
const SPACED_OUT = /(?<![\p{L}\d])[\p{L}\d][ ._*·|-]{1,3}(?:[\p{L}\d][ ._*·|-]{1,3}){6,}[\p{L}\d](?![\p{L}\d])/gu
const WORD_PER_LINE = /(?:^\S{1,20}[ \t]{0,3}\n){4,}\S{1,20}$/gm
const SPLIT_WORD = /-(?<=\p{Ll}-)\s?(?=\p{Ll})/gu
/** No mail address and no sum of money: nearly every lead has one. */
const LEET_WORD =
  /(?<![\w.+-])(?=[a-z@$]*[0134579@$])(?=(?:[0-9@$]*[a-z]){2})(?![\w.+-]{1,64}@[\w-]{1,64}\.\w)[a-z0134579@$]{4,}/gi
const LEET: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 9: 'g', '@': 'a', $: 's' }
const LEET_WITH_L = { ...LEET, 1: 'l' }
const SMALL_CAPITALS = 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ'
const LOOKALIKES: Record<string, string> = Object.fromEntries(
  [
    ['аàáâãäåɑα', 'a'],
    ['вβƄ', 'b'],
    ['сϲςçƈ', 'c'],
    ['ԁɗđ', 'd'],
    ['еёéèêëεє', 'e'],
    ['ƒ', 'f'],
    ['ɡցğ', 'g'],
    ['һнн', 'h'],
    ['іїíìîïıɩι', 'i'],
    ['јʝ', 'j'],
    ['кκķ', 'k'],
    ['ⅼӏł', 'l'],
    ['мⅿ', 'm'],
    ['ոпñńη', 'n'],
    ['оóòôõöοσօø', 'o'],
    ['рρ', 'p'],
    ['ԛզ', 'q'],
    ['гɾř', 'r'],
    ['ѕšş', 's'],
    ['тτţ', 't'],
    ['υսúùûüц', 'u'],
    ['νѵ', 'v'],
    ['ԝѡω', 'w'],
    ['хχ', 'x'],
    ['уýÿγ', 'y'],
    ['ʐžż', 'z'],
    ...[...SMALL_CAPITALS].map((letter, i) => [letter, 'abcdefghijklmnopqrstuvwyz'[i] ?? '']),
  ].flatMap(([many = '', one = '']) => [...many].map((letter) => [letter, one])),
)
/** From the beginning of a word alone, since some write no spaces. */
const MIXED_SCRIPTS =
  /(?<!\p{L})(?=\p{L}*\p{Script=Latin})(?=\p{L}*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}])\p{L}{3,}|[ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ]{2}/u

/** A reading without any such word, and without anything encoded or in another script, is gibberish or says nothing to a scorer. */
const TELLING =
  'instruc instruk ignor disregard forget overrid prompt scor approv rating system assistant qualif priorit criteri <!-- points rate grade anweis consigne regla regra punkt'
const anyOf = (words: string) => new RegExp(words.replaceAll(' ', '|'), 'i')
const WORTH_READING = anyOf(TELLING)
/** The same words as they stand in a text that is to be rotated or turned round first, which costs more than to look for them. */
const WORTH_ROTATING = anyOf(rot13(TELLING))
const WORTH_TURNING = anyOf(turned(TELLING))
const MAY_HIDE_WORDS = /[^\0-\u024F]{3}|(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24}/i

/** Does this text have a word in it that a scorer would heed, or something that may hide one? */
export function isTelling(text: string): boolean {
  return WORTH_READING.test(text) || MAY_HIDE_WORDS.test(text)
}

/** Other readings of a text: decoded, unscrambled, turned round. */
export function otherReadings(text: string): string[] {
  const some = text.slice(0, MAX_CHARS)
  const mayHideWords = MAY_HIDE_WORDS.test(some)
  const readings = [
    ...decodedRuns(some),
    unescaped(some),
    letterByLetter(some, LEET_WORD, LEET),
    some.includes('1') ? letterByLetter(some, LEET_WORD, LEET_WITH_L) : '',
    withoutLookalikes(some),
    mayHideWords || WORTH_ROTATING.test(some) ? rot13(some) : '',
    mayHideWords || WORTH_TURNING.test(some) ? turned(some) : '',
    gathered(some),
    (some.match(MORSE_RUN) ?? []).map(fromMorse).join('\n'),
    some.replace(WORD_PER_LINE, (words) => words.replace(/\s+/g, ' ')),
    some.replace(LINK_OR_DATA, ' ').replace(SPLIT_WORD, ''),
    linkWords(some),
    some.replace(/_+/g, ' '),
  ]
  const others = readings.filter((reading) => reading !== '' && reading !== some)
  return [...new Set(others.map((reading) => changedLines(some, reading)))].filter(isTelling)
}

/** The lines that read otherwise, where a reading kept the lines as they were; what reads alike has been read. */
function changedLines(text: string, reading: string): string {
  const [before, after] = [text.split('\n'), reading.split('\n')]
  return before.length === after.length ? after.filter((line, at) => line !== before[at]).join('\n') : reading
}

/** What blobs of base64, hex and binary say, where they say anything. */
export function decodedRuns(text: string): string[] {
  return [
    ...(text.match(BASE64_RUN) ?? []).map((run) => readable(Buffer.from(run, 'base64'))),
    ...(text.match(HEX_RUN) ?? []).map((run) => readable(Buffer.from(run.replace(/0x|\\x|[^0-9a-f]/gi, ''), 'hex'))),
    ...(text.match(BINARY_RUN) ?? []).map((run) =>
      readable(Buffer.from((run.match(/[01]{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))),
    ),
  ].filter((found) => found !== '')
}

/** Is there prose in an encoded blob, where nobody would read it? Links and inline images aside. */
export function hidesProse(text: string): boolean {
  const outside = text.slice(0, MAX_CHARS).replace(LINK_OR_DATA, ' ')
  return decodedRuns(outside).some((found) =>
    /^(?:[\p{L}'’,.!?:;-]+\s+){3,}[\p{L}\d'’,.!?:;-]+\s*$/u.test(found.slice(0, 400)),
  )
}

/** The text without its blobs of base64 and hex that say something. */
export function withoutEncoded(text: string, instead: string): string {
  const hidden = (bytes: Buffer, run: string) => (readable(bytes) === '' ? run : instead)
  return text
    .replace(BASE64_RUN, (run) => hidden(Buffer.from(run, 'base64'), run))
    .replace(HEX_RUN, (run) => hidden(Buffer.from(run.replace(/0x|\\x|[^0-9a-f]/gi, ''), 'hex'), run))
}

function readable(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return /\uFFFD|(?!\s)\p{Cc}/u.test(text) ? '' : text
}

/** HTML entities, %XX and \uXXXX as the characters that they stand for. */
function unescaped(text: string): string {
  if (!/&#?\w+;|%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}/i.test(text)) return ''
  const character = (code: number) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ')
  return text
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&(?:nbsp|amp|quot);/gi, ' ')
    .replace(/&#x([0-9a-f]{1,6});?/gi, (_, hex) => character(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});?/g, (_, code) => character(Number(code)))
    .replace(/(?:\\u|\\x|%)(?:00)?([0-9a-f]{2})(?![0-9a-f]{2}\b)/gi, (_, hex) => character(Number.parseInt(hex, 16)))
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => character(Number.parseInt(hex, 16)))
}

/** Latin words with letters of other scripts in them, in Latin alone. */
function withoutLookalikes(text: string): string {
  if (!MIXED_SCRIPTS.test(text)) return ''
  return letterByLetter(text.toLowerCase(), /\p{L}+/gu, LOOKALIKES)
}

/** What the addresses in a text say, as words. */
function linkWords(text: string): string {
  return (text.match(LINK_OR_DATA) ?? []).map((link) => unescapedLink(link).replace(/[-+_/=&?#.]+/g, ' ')).join('\n')
}

function unescapedLink(link: string): string {
  return unescaped(link) || link
}

function letterByLetter(text: string, words: RegExp, table: Record<string, string>): string {
  return text.replace(words, (word) => [...word].map((letter) => table[letter.toLowerCase()] ?? letter).join(''))
}

function fromMorse(run: string): string {
  const words = run.replaceAll('·', '.').split(/ ?[/|] ?| {2,}/)
  return words
    .map((word) =>
      word
        .split(' ')
        .map((sign) => String.fromCharCode(97 + MORSE.indexOf(sign)))
        .join(''),
    )
    .join(' ')
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base)
  })
}

function turned(text: string): string {
  return [...text].reverse().join('')
}

/** "i g n o r e": letters apart, pulled together; two gaps between letters part words. */
function gathered(text: string): string {
  const runs = text.match(SPACED_OUT) ?? []
  return runs
    .map((run) => run.replace(/([\p{L}\d])[ ._*·|-](?=[\p{L}\d])/gu, '$1').replace(/[^\p{L}\d]+/gu, ' '))
    .join('\n')
}
