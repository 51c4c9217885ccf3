import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leadCsv } from '../../src/admin/lead-csv.ts'
import type { Lead } from '../../src/lead/lead.ts'
import { aLead } from '../support/leads.ts'

async function textOf(...batches: Lead[][]): Promise<string> {
  const leads = async function* () {
    yield* batches
  }
  let text = ''
  for await (const piece of leadCsv(leads)) text += piece
  return text
}

/** The cells of a CSV, as RFC 4180 has them. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  const token = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g
  for (const [whole, quoted, bare = '', end] of text.replace(/^\uFEFF/, '').matchAll(token)) {
    if (whole === '') break
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare)
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

const FORMULA = /^(\s|")*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/
const hostile = fc.oneof(
  fc.constantFrom(
    '=HYPERLINK("https://x.example")',
    '+1',
    '-2+3',
    '@SUM(1)',
    '\t=1',
    '\r=1',
    '＝1',
    '"=1+1"',
    ' =1',
    '\n@x',
    'a,"b"\r\nc',
  ),
  fc.string(),
)

describe('leads as CSV', () => {
  it('has no cell that a spreadsheet takes for a formula, whoever wrote it and in whichever column', async () => {
    const lead = fc
      .tuple(hostile, hostile, hostile, hostile, fc.oneof(hostile, fc.integer(), fc.object()))
      .map(([name, message, phone, field, value]) =>
        aLead({ name, message, phone, company: message, source: name, fields: [{ name: field, value }] }),
      )
    await fc.assert(
      fc.asyncProperty(fc.array(lead, { minLength: 1, maxLength: 3 }), async (leads) => {
        const rows = cellsOf(await textOf(leads))
        expect(rows).toHaveLength(leads.length + 1)
        expect(new Set(rows.map((row) => row.length)).size).toBe(1)
        for (const cell of rows.flat()) expect(cell).not.toMatch(FORMULA)
      }),
    )
  })

  it('begins with a byte order mark and headings, with a column for every field that any batch has', async () => {
    const first = aLead({ fields: [{ name: 'team', value: 5 }] })
    const second = aLead({ fields: [{ name: 'city', value: ['Bergen'] }] })
    const text = await textOf([first], [second])
    expect(text.startsWith('\uFEFFlead_id,received_at,')).toBe(true)
    const [headings = [], ...rows] = cellsOf(text)
    expect(headings.slice(-3)).toEqual(['fields.team', 'fields.city', 'more_fields'])
    expect(rows.map((row) => row.slice(-3))).toEqual([
      ['5', '', ''],
      ['', '["Bergen"]', ''],
    ])
    expect(rows[0]?.[headings.indexOf('phone')]).toBe("'+1 415 555 0134")
    expect(cellsOf(await textOf())).toHaveLength(1)
  })

  it('keeps the fields of a sender that invents hundreds of them in one column', async () => {
    const fields = Array.from({ length: 250 }, (_, i) => ({ name: `f${i}`, value: i }))
    const [headings = [], row = []] = cellsOf(await textOf([aLead({ fields })]))
    expect(headings.filter((name) => name.startsWith('fields.'))).toHaveLength(200)
    expect(Object.keys(JSON.parse(row.at(-1) ?? ''))).toHaveLength(50)
  })
})
