import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const SYSTEMS = { A: 39, B: 48, C: 31, D: 19, E: 18 }
const NOT_YET = 'not yet'

type Row = { id: string; brief: string; code: string; shownBy: string }

const ROWS = readFileSync(join(ROOT, 'docs/coverage.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-E]\d/.test(line))
  .map((line): Row => {
    const [id = '', brief = '', code = '', shownBy = '', ...rest] = line.slice(2, -2).split(' | ')
    expect(rest).toEqual([])
    return { id, brief, code, shownBy }
  })

describe('the table of coverage', () => {
  it('has one row for each of the 155 requirements, in order', () => {
    const all = Object.entries(SYSTEMS).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, i) => `${letter}${i + 1}`),
    )
    expect(all).toHaveLength(155)
    expect(ROWS.map(({ id }) => id)).toEqual(all)
  })

  it('says in brief what is required', () => {
    expect(ROWS.filter(({ brief }) => !/\w/.test(brief))).toEqual([])
  })

  it('names only code in src and tests that exist', () => {
    const isCode = (path: string) => /^(src|scripts|manifest)\//.test(path) && existsSync(join(ROOT, path))
    const isTest = (path: string) => /^test\/.+\.test\.ts$/.test(path) && existsSync(join(ROOT, path))
    const wrong = ROWS.flatMap(({ id, code, shownBy }) =>
      [...named(code).filter((path) => !isCode(path)), ...named(shownBy).filter((path) => !isTest(path))].map(
        (path) => `${id}: ${path}`,
      ),
    )
    expect(wrong).toEqual([])
  })

  it('names both code and test, or neither', () => {
    expect(ROWS.filter(({ code, shownBy }) => (code === NOT_YET) !== (shownBy === NOT_YET))).toEqual([])
  })
})

function named(cell: string): string[] {
  return cell === NOT_YET ? [] : cell.split(', ')
}
