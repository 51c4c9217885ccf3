import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { answers, isInstalled, LONGEST_RUN_MS, RUNTIMES } from './runtimes.ts'
import { CASES } from './snippet-cases.ts'

const NAMED = CASES.map((one, index) => ({ ...one, index }))

describe.each(RUNTIMES.map((runtime) => ({ ...runtime, runtime })))('$file', ({ runtime }) => {
  const isHere = isInstalled(runtime)
  let said: string[] = []
  beforeAll(async () => {
    if (isHere) said = await answers(runtime, CASES)
  }, LONGEST_RUN_MS)

  it.skipIf(!isHere)('answers each case with one line', () => expect(said).toHaveLength(CASES.length))
  it.skipIf(!isHere).each(NAMED.filter(({ holds }) => holds))('believes by $scheme: $what', ({ index }) =>
    expect(said[index]).toBe('true'),
  )
  it.skipIf(!isHere).each(NAMED.filter(({ holds }) => !holds))('refuses by $scheme: $what', ({ index }) =>
    expect(said[index]).toBe('false'),
  )
})

describe('a runtime that is missing', () => {
  const missing = { file: 'verify.cob', command: 'no-such-runtime', run: [], asks: '--version' }

  it('leaves its snippet out, in one line', () => {
    const told = vi.spyOn(console, 'log').mockImplementation(() => {})
    expect(isInstalled(missing, {})).toBe(false)
    expect(told.mock.calls).toEqual([[expect.stringMatching(/verify\.cob cannot run: no no-such-runtime on the PATH/)]])
    told.mockRestore()
  })

  it('is a failure where REQUIRE_SNIPPET_RUNTIMES is 1', () => {
    expect(() => isInstalled(missing, { REQUIRE_SNIPPET_RUNTIMES: '1' })).toThrow('verify.cob cannot run')
  })
})

it('every snippet is run', () => {
  const files = readdirSync(join(import.meta.dirname, '../../docs/receiving')).filter((name) => /^verify\./.test(name))
  expect(files.sort()).toEqual(RUNTIMES.map(({ file }) => file).sort())
})
