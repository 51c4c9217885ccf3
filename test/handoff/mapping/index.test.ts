import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { exampleHandoff } from '../../../scripts/example-handoff.ts'
import { applyMapping, checkMapping } from '../../../src/handoff/mapping/index.ts'
import { MACRO_NAMES } from '../../../src/handoff/mapping/macros.ts'
import { ExpressionShape } from '../../../src/handoff/mapping/shape.ts'

const BODY = JSON.parse(JSON.stringify(exampleHandoff()))
const made = (mapping: unknown, body: unknown = BODY) => {
  const checked = checkMapping(mapping)
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  const applied = applyMapping(checked.mapping, body)
  return applied.ok ? applied.value : applied.problems
}

describe('mistakes are told with their place and what to do', () => {
  test.each([
    [{ a: { $form: 'email' } }, '$.a.$form', /did you mean \$from\?/],
    [{ '$notion.titel': 'x' }, '$["$notion.titel"]', /did you mean \$notion\.title\?/],
    [{ a: { $from: 'email', b: 1 } }, '$.a.b', /goes into an object around/],
    [{ 'a b': [{ $from: 'fields..x' }] }, '$["a b"][0].$from[0]', /is no path/],
    [{ $from: 'name', $template: 'x' }, '$', /exactly one of \$from/],
    [{ $required: true }, '$', /exactly one of \$from/],
    [{ $from: 'name', $number: true, $bool: true }, '$', /only one of \$number, \$bool/],
    [{ a: { $template: '{{name' } }, '$.a.$template', /\{\{path\}\}/],
    [{ a: { $from: 'name', $truncate: 0 } }, '$.a.$truncate', /whole number of characters, 1 or more/],
    [{ a: { $from: 'name', $date: 'yyyy-MM-dd EEEE' } }, '$.a.$date', /a pattern such as/],
    // A pattern that could be read in very many ways is refused at once all the same.
    [{ a: { $from: 'name', $date: `${'M'.repeat(39)}!` } }, '$.a.$date', /a pattern such as/],
    [{ a: { $from: 'score_reasons', $join: '-'.repeat(101) } }, '$.a.$join', /at most 100 characters/],
    [{ a: { $from: 'name', $date: { format: 'iso', zone: 'Mars/Base' } } }, '$.a.$date', /Europe\/Berlin/],
    [{ a: { $spread: { onyl: ['x'] } } }, '$.a.$spread.onyl', /only from, only/],
    [{ a: { $spread: {}, $from: 'name' } }, '$.a.$spread', /does not belong here/],
    [{ a: JSON.parse('{"__proto__": 1}') }, '$.a', /never sent/],
    [{ a: 'x'.repeat(65_536) }, '$', /larger than 64 KiB/],
    [{ a: undefined }, '$.a', /is no JSON/],
    [{ a: new Date(0) }, '$.a', /is no JSON object/],
  ])('mistake %#', (mapping, path, message) => {
    const checked = checkMapping(mapping)
    expect(checked).toEqual({
      ok: false,
      problems: [{ path: expect.stringContaining(path), message: expect.stringMatching(message) }],
    })
    expect(applyMapping(mapping as never, BODY)).toEqual(checked)
  })

  it('finds every mistake at once', () => {
    const checked = checkMapping({ a: { $form: 1 }, b: [{ $from: '' }], c: { $spread: 1 } })
    expect(checked.ok ? [] : checked.problems.map(({ path }) => path)).toEqual([
      '$.a.$form',
      '$.b[0].$from[0]',
      '$.c.$spread',
    ])
  })

  it('refuses a 33rd level, and a tree that holds itself', () => {
    const nested = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`)
    expect(checkMapping(nested(32)).ok).toBe(true)
    expect(checkMapping(nested(33))).toMatchObject({ problems: [{ message: /deeper than 32/ }] })
    const loop: unknown[] = []
    loop.push(loop, loop)
    expect(checkMapping(loop).ok).toBe(false)
  })
})

describe('values', () => {
  const body = {
    name: 'Ada',
    company: null,
    fields: {
      'v1.2': 'dotted',
      'a\\b': 'slashed',
      '*': 'star',
      zero: 0,
      no: false,
      blank: ' ',
      list: [1, [2], null],
      constructor: 'own',
    },
  }

  test.each([
    ['fields.v1\\.2', 'dotted'],
    ['fields.a\\\\b', 'slashed'],
    ['fields.*', 'star'],
    ['fields.zero', 0],
    ['fields.no', false],
    ['fields.constructor', 'own'],
    ['fields.list.1.0', 2],
    ['fields.toString', null],
    ['constructor.name', null],
    ['__proto__', null],
    ['name.length', null],
    ['fields.list.length', null],
  ])('$from %s reads what is there, and only own keys', (path, value) => {
    expect(made({ $from: path }, body)).toEqual(value)
  })

  test.each([
    ['{{name}} from {{company}}', 'Ada'],
    ['{{company}}: {{name}}', 'Ada'],
    ['{{name}} ({{company}}) via {{fields.zero}}', 'Ada via 0'],
    ['Lead {{name}}!', 'Lead Ada!'],
    ['Lead of {{company}}', null],
    ['Why: {{company}}\nWho: {{name}}', 'Who: Ada'],
    ['No reference', 'No reference'],
  ])('the template %j leaves no loose ends', (template, value) => {
    expect(made({ $template: template, $default: null, $omit: 'empty' }, body)).toBe(value)
  })

  test.each([
    ['Madonna', null, 'Madonna'],
    ['Jean-Luc Picard', 'Jean-Luc', 'Picard'],
    ['van der Berg', null, 'van der Berg'],
    ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
    ['Maria de la Cruz', 'Maria', 'de la Cruz'],
    ['Van Morrison', 'Van', 'Morrison'],
    ['李小龙', null, '李小龙'],
    ['  Mary  Jane   Watson ', 'Mary Jane', 'Watson'],
  ])('%j is split so that there is always a last name', (name, first, last) => {
    expect(made([{ $first: 'name', $omit: 'empty' }, { $last: 'name' }], { name })).toEqual(
      first ? [first, last] : [last],
    )
  })

  it('cuts between characters, never through one', () => {
    expect(made({ $literal: '👍🏽👍👍', $truncate: 7 })).toBe('👍🏽👍')
    expect(made({ $literal: 'cafe\u0301s', $truncate: 4 })).toBe('caf')
    expect(made({ $literal: '👍🏽', $truncate: 3 })).toBe('👍')
    expect(made({ '$notion.rich_text': `${'a'.repeat(1999)}👍b` })).toEqual({
      rich_text: [{ text: { content: 'a'.repeat(1999) } }, { text: { content: '👍b' } }],
    })
  })

  test.each([
    [1772443800, '2026-03-02'],
    ['1772443800000', '2026-03-02'],
    ['2026-03-02T23:30:00-05:00', '2026-03-03'],
    ['2026-03-02 09:30:00', '2026-03-02'],
    ['Mon, 02 Mar 2026 09:30:00 GMT', '2026-03-02'],
    ['2026', null],
    ['09:30', null],
    ['2026-13-45', null],
    [true, null],
  ])('the time %j is understood as %j', (time, day) => {
    expect(made({ $from: 'fields.at', $date: 'date' }, { fields: { at: time } })).toBe(day)
  })

  test.each([
    ['12', 12],
    ['1,250.50', 1250.5],
    ['-3', -3],
    ['1,5', null],
    ['12 people', null],
    ['0x10', null],
    ['', null],
    ['Infinity', null],
  ])('the number %j is understood as %j', (text, number) => {
    expect(made({ $literal: text, $number: true, $omit: 'never', $default: null })).toBe(
      number ?? (text === '' ? '' : null),
    )
  })

  it('a required value that is missing is a problem that names its source', () => {
    expect(made({ a: { $from: ['company', 'fields.blank'], $required: true } }, body)).toEqual([
      { path: '$.a', message: expect.stringMatching(/^is required, and company or fields\.blank has no value/) },
    ])
    expect(made({ a: { $from: 'company', $required: true, $default: '-' } }, body)).toEqual({ a: '-' })
  })

  it('a key of the mapping wins over a spread, which leaves out what is empty', () => {
    const fields = JSON.parse('{"a": 1, "b": 2, "c": ""}')
    expect(made({ a: 'mine', $spread: {} }, { fields })).toEqual({ a: 'mine', b: 2 })
  })

  it('nothing gets the name __proto__, by whatever way', () => {
    const refused = [{ path: '$', message: expect.stringMatching(/never sent/) }]
    expect(made({ $spread: { rename: { a: '__proto__' } } }, { fields: { a: { b: 1 } } })).toEqual(refused)
    expect(made({ $spread: { prefix: '__' } }, { fields: { proto__: 1 } })).toEqual(refused)
  })

  it('what multiplies without end is refused instead of built', () => {
    const many = Array.from({ length: 900 }, () => ({ $template: '{{message}}{{message}}' }))
    expect(made(many, { message: 'x'.repeat(100_000) })).toEqual([
      { path: '$', message: expect.stringMatching(/more than 1 MiB/) },
    ])
  })
})

/** Trees that look like mappings, right and wrong. */
const paths = fc.constantFrom(
  'name',
  'email',
  'fields',
  'fields.a',
  'fields.*',
  'score_reasons.*.label',
  '__proto__',
  'x.y',
  '',
  '.',
)
const anyMapping = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue(),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__'), fc.constant('$spread')), tie('tree'), { maxKeys: 4 }),
    fc.record(
      Object.fromEntries(
        [...Object.keys(ExpressionShape.shape), ...MACRO_NAMES].map((key) => [
          key,
          fc.oneof(paths, fc.jsonValue(), fc.constant(true), tie('tree')),
        ]),
      ),
      { requiredKeys: [] },
    ),
    fc.record(
      {
        $from: fc.oneof(paths, fc.array(paths)),
        $number: fc.constant(true),
        $truncate: fc.nat(),
        $omit: fc.constant('empty'),
      },
      { requiredKeys: ['$from'] },
    ),
    fc.record({
      $template: fc.string({ unit: fc.constantFrom('{{', '}}', 'name', ' ', 'fields.a', '\n') }),
      $default: fc.jsonValue(),
    }),
    fc
      .constantFrom(...MACRO_NAMES)
      .chain((name) => fc.record({ [name]: fc.oneof(fc.record({ $from: paths }), fc.jsonValue()) })),
    fc.record({
      $spread: fc.record(
        { only: fc.array(fc.string()), prefix: fc.string(), text: fc.boolean() },
        { requiredKeys: [] },
      ),
    }),
  ),
})).tree
const anyBody = fc.oneof(
  fc.jsonValue(),
  fc.record({
    name: fc.jsonValue(),
    email: fc.string(),
    fields: fc.dictionary(fc.string(), fc.jsonValue()),
    score_reasons: fc.array(fc.record({ label: fc.string() })),
  }),
)

describe('whatever the mapping and the body', () => {
  it('there is JSON or there are problems, and the same again for the same input', () => {
    let valid = 0
    fc.assert(
      fc.property(anyMapping, anyBody, (mapping, body) => {
        const before = JSON.stringify(body)
        const applied = applyMapping(mapping as never, body)
        if (applied.ok) {
          valid += 1
          expect(JSON.parse(JSON.stringify(applied.value))).toEqual(JSON.parse(JSON.stringify(applied.value ?? null)))
        } else
          expect(applied.problems.every(({ path, message }) => path.startsWith('$') && message.length > 5)).toBe(true)
        expect(applyMapping(mapping as never, body)).toEqual(applied)
        expect(JSON.stringify(body)).toBe(before)
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
      { numRuns: 1000 },
    )
    expect(valid).toBeGreaterThan(100)
  })

  it('what was checked never becomes a mistake later', () => {
    fc.assert(
      fc.property(anyMapping, anyBody, (mapping, body) => {
        const checked = checkMapping(mapping)
        fc.pre(checked.ok)
        const applied = applyMapping(mapping as never, body)
        if (!applied.ok)
          for (const { message } of applied.problems) expect(message).toMatch(/is required|more than 1 MiB|never sent/)
      }),
      { numRuns: 500 },
    )
  })

  it('anything at all may be checked', () => {
    fc.assert(fc.property(fc.anything(), (value) => void checkMapping(value)))
  })
})

describe('the options of Notion', () => {
  const names = (value: unknown) =>
    made({ Tags: { '$notion.multi_select': { $from: 'fields.tags' } } }, { ...BODY, fields: { tags: value } })

  it('have no commas, at most a hundred units, and no name twice or empty', () => {
    const all = ['Hot, new', 'Hot,new ', ' , ', '', '🙂'.repeat(80)]
    expect(names(all)).toEqual({ Tags: { multi_select: [{ name: 'Hot new' }, { name: '🙂'.repeat(50) }] } })
    expect(names(' , ')).toEqual({})
  })

  it('are read at once however much white space a sender puts between', () => {
    expect(names(`a${' '.repeat(100_000)}b`)).toEqual({ Tags: { multi_select: [{ name: 'a' }] } })
  })
})
