import { type Path, parsePath } from './path.ts'

/** A line of a template: before, between and after its references stand its texts. */
type Line = { texts: string[]; references: Path[] }
export type Template = readonly Line[]

const LONGEST_CHARACTERS = 10_000
const REFERENCE = /\{\{([^{}]*)\}\}/
const CLOSERS = /^[)\]}>»”"']+/

/** Reads `{{name}} from {{company}}`; answers what to do where it cannot be read. */
export function parseTemplate(text: string): Template | { problem: string } {
  if (text.length > LONGEST_CHARACTERS)
    return { problem: `is longer than ${LONGEST_CHARACTERS} characters; shorten it` }
  const lines: Line[] = []
  for (const line of text.split('\n')) {
    // Splitting by a pattern with a group puts what it caught between the pieces.
    const pieces = line.split(REFERENCE)
    const texts = pieces.filter((_, i) => i % 2 === 0)
    const paths = pieces.filter((_, i) => i % 2 === 1).map((piece) => parsePath(piece.trim()))
    const references = paths.filter((path) => path !== null)
    const isOdd = references.length < paths.length || texts.some((piece) => /\{\{|\}\}/.test(piece))
    if (isOdd) return { problem: 'must write each reference as {{path}}, such as {{company}} or {{fields.team size}}' }
    lines.push({ texts, references })
  }
  return lines
}

/** The text with its references filled in. Words go with the reference after them, so that a missing one leaves no loose end; '' when all are missing. */
export function filled(template: Template, read: (path: Path) => string): string {
  const lines = template.map((line) => ({
    line,
    text: line.references.length === 0 ? line.texts.join('') : fill(line, read),
  }))
  const hasValue = lines.some(({ line, text }) => line.references.length > 0 && text !== null)
  const hasReferences = template.some(({ references }) => references.length > 0)
  if (hasReferences && !hasValue) return ''
  return lines
    .flatMap(({ text }) => (text === null ? [] : [text]))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function fill({ texts, references }: Line, read: (path: Path) => string): string | null {
  let written: string | null = null
  let isAfterGap = false
  references.forEach((reference, i) => {
    const value = read(reference)
    const before = texts[i] ?? ''
    if (value === '') isAfterGap = true
    else {
      const joint = written === null && i > 0 ? '' : isAfterGap ? before.replace(CLOSERS, '') : before
      written = `${written ?? ''}${joint}${value}`
      isAfterGap = false
    }
  })
  return written !== null && !isAfterGap ? written + (texts.at(-1) ?? '') : written
}
