import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleHandoff } from '../../scripts/example-handoff.ts'
import { applyMapping, checkMapping } from '../../src/handoff/mapping/index.ts'
import { MACRO_NAMES } from '../../src/handoff/mapping/macros.ts'
import { ExpressionShape, SpreadShape } from '../../src/handoff/mapping/shape.ts'
import { DOCS } from './guide.ts'

const TEXT = readFileSync(join(DOCS, 'mapping.md'), 'utf8')
const BODY: unknown = JSON.parse(JSON.stringify(exampleHandoff()))
const EXAMPLES = [...TEXT.matchAll(/^\| `(.+)` \| `(.+)` \|$/gm)].map(([, mapping = '', gives = '']) => ({
  mapping,
  gives,
}))
const BLOCKS = [...TEXT.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, json = '']) => json)

describe('the page on mapping', () => {
  it.each(EXAMPLES)('$mapping gives $gives', ({ mapping, gives }) => {
    expect(checkMapping(JSON.parse(mapping))).toMatchObject({ ok: true })
    expect(applyMapping(JSON.parse(mapping), BODY)).toEqual({ ok: true, value: JSON.parse(gives) })
  })

  it('has a whole mapping, and what it makes', () => {
    const [mapping = '', result = ''] = BLOCKS
    expect(applyMapping(JSON.parse(mapping), BODY)).toEqual({ ok: true, value: JSON.parse(result) })
  })

  it('shows every key of an expression, every key of a spread and every macro', () => {
    const shown = EXAMPLES.map(({ mapping }) => mapping).join()
    const keys = [...Object.keys(ExpressionShape.shape), ...MACRO_NAMES, '$spread']
    expect(keys.filter((key) => key !== '$required' && !shown.includes(`"${key}"`))).toEqual([])
    expect(Object.keys(SpreadShape.shape).filter((key) => key !== 'from' && !shown.includes(`"${key}"`))).toEqual([])
  })
})
