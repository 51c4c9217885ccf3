import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const DOCS = join(import.meta.dirname, '../../docs')
export const GUIDE = readFileSync(join(DOCS, 'receiving-handoffs.md'), 'utf8')

const cellsOf = (line: string) =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())

/** The rows of the guide's table whose first heading is `heading`; without the heading and the line below it. */
export function tableOf(heading: string): string[][] {
  const lines = GUIDE.split('\n')
  const start = lines.findIndex((line) => line.startsWith('|') && cellsOf(line)[0] === heading)
  if (start < 0) throw new Error(`the guide has no table of ${heading}`)
  const rest = lines.slice(start + 2)
  return rest
    .slice(
      0,
      Math.max(
        0,
        rest.findIndex((line) => !line.startsWith('|')),
      ),
    )
    .map(cellsOf)
}

/** What the guide says in `code`, outside of its code blocks. */
export function codeWords(): string[] {
  const prose = GUIDE.replace(/^```[\s\S]*?^```$/gm, '')
  return [...prose.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
}
