/** Invisible characters: zero-width ones, bidi controls, tags. Joiners and emoji variants are looked at apart. */
const HIDDEN = /(?!\p{Join_Control}|\p{Variation_Selector})[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
/** Joiners hold emoji and some scripts together; beside ASCII, at an end or in a row they only hide. */
const STRAY_JOINER =
  /(?<=\p{ASCII}|^)\p{Join_Control}+|\p{Join_Control}+(?=\p{ASCII}|$)|(?<=\p{Join_Control})\p{Join_Control}/gu
const LINE_END = /\r\n|[\r\v\f\u0085\u2028\u2029]/gu
const CONTROL = /(?!\n)\p{Cc}/gu
/** Five accents on one letter are no language; a hundred paint over the lines above. */
const PILED_ACCENTS = /(\p{M}{4})\p{M}+/gu
/** Blank but not white space: the empty Braille cell and the Hangul fillers. */
const BLANK = /[\s\u2800]+/gu

/** A stranger's text made honest for display: nothing hidden, nothing reversed, no lone surrogates; line ends stay. */
export function shown(text: string): string {
  return text
    .replace(LINE_END, '\n')
    .replace(CONTROL, ' ')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(HIDDEN, '')
    .replace(STRAY_JOINER, '')
    .replace(PILED_ACCENTS, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The same on one line of at most `max` weight; empty when nothing can be seen of it. */
export function oneLine(text: string | null | undefined, max: number): string {
  return cut(
    shown(text ?? '')
      .replace(BLANK, ' ')
      .trim(),
    max,
  )
}

/** What a code point counts for once `& < >` are escaped. */
function weightOf(point: string): number {
  if (point === '&') return '&amp;'.length
  return point === '<' || point === '>' ? '&lt;'.length : 1
}

/** Code points of a text after escaping. */
export function weight(text: string): number {
  let sum = 0
  for (const point of text) sum += weightOf(point)
  return sum
}

/** The beginning of a text: at most `points` code points that weigh at most `most`; never half a character. */
export function beginning(text: string, points: number, most = points): string {
  let length = 0
  let count = 0
  let sum = 0
  for (const point of text) {
    count += 1
    sum += weightOf(point)
    if (count > points || sum > most) return text.slice(0, length)
    length += point.length
  }
  return text
}

/** The text, or its beginning and "…", together never heavier than `max`. */
export function cut(text: string, max: number): string {
  return weight(text) <= max ? text : `${beginning(text, max - 1).trimEnd()}…`
}

/** A text in pieces of at most `max` weight each, that joined are the text again; lines and words stay whole where they can. */
export function pieces(text: string, max: number): string[] {
  const all: string[] = []
  for (let rest = text; rest !== ''; ) {
    const most = beginning(rest, max)
    const end = most === rest ? most.length : (goodEnd(most, '\n') ?? goodEnd(most, ' ') ?? most.length)
    all.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return all
}

/** Behind the last such character, unless that would waste more than half of the piece. */
function goodEnd(piece: string, character: string): number | null {
  const end = piece.lastIndexOf(character) + 1
  return end > piece.length / 2 ? end : null
}

/** Slack's own escaping, for text where mrkdwn is parsed. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const LOOKALIKES: Record<string, string> = { '*': '∗', '~': '∼', '`': 'ˋ', _: 'ˍ' }

/** A stranger's text where mrkdwn is parsed: escaped, and no bold, code or emoji either. */
export function inert(text: string): string {
  return escaped(text)
    .replace(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (marker) => LOOKALIKES[marker] ?? marker)
    .replace(/:(?!\d\d:)(?=[\w+-]+:)/g, '∶')
}

/** The same for our own words that may quote a stranger's: what stands between backticks is typed like that, and stays code. */
export function inertWords(text: string): string {
  const parts = text.split('`')
  if (parts.length % 2 === 0 || parts.some((part, i) => i % 2 === 1 && !/^[^\n]+$/.test(part))) return inert(text)
  return parts.map((part, i) => (i % 2 === 1 ? `\`${escaped(part)}\`` : inert(part))).join('')
}

/** What clients find addresses by: the end of a scheme, the @ of a mail address, the dots of a host name. */
const ADDRESS_MARKS = /:(?=\/\/)|(?<=\S)@(?=\S)|(?<=[\p{L}\p{N}-])\.(?=\p{L}{2})/gu
const ADDRESS_LOOKALIKES: Record<string, string> = { ':': '∶', '@': '＠', '.': '․' }

/** The same for notifications, whose bare addresses some clients make links of: none is found in it. */
export function unlinked(text: string): string {
  return inert(text).replace(ADDRESS_MARKS, (mark) => ADDRESS_LOOKALIKES[mark] ?? mark)
}
