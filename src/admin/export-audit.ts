import { z } from 'zod'
import type { AuditRow } from '../flow/ports.ts'
import { cell, csv, fileName } from './csv.ts'
import { auditRow } from './logs.ts'
import { Moment } from './moment.ts'
import type { Verb } from './verb.ts'

const Flags = z.strictObject({ since: Moment.nullable().default(null), until: Moment.nullable().default(null) })
const COLUMNS = ['at', 'what', 'by', 'outcome', 'detail'] as const
const ROWS_PER_PIECE = 500

export const exportAudit: Verb = {
  name: 'export audit',
  usage: 'export audit [--since 30d] [--until 2026-11-21]',
  summary: 'writes the whole audit log as CSV, newest first: to the terminal from a shell, as a file from Slack',
  async run({ flow, workspace }, words) {
    z.tuple([], 'takes no words').parse(words.rest)
    const which = { ...Flags.parse(words.flags), by: null, what: null, limit: null }
    const rows = () => flow.auditLog(workspace.id, which)
    const name = fileName('audit')
    return { data: { file: name }, file: { name, text: () => auditCsv(rows()), rows: () => shown(rows()) } }
  },
}

async function* shown(rows: AsyncIterable<AuditRow>): AsyncGenerator<unknown> {
  for await (const row of rows) yield auditRow(row)
}

async function* auditCsv(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  yield csv([], COLUMNS)
  let piece: string[][] = []
  for await (const row of rows) {
    piece.push(COLUMNS.map((column) => cell(row[column])))
    if (piece.length < ROWS_PER_PIECE) continue
    yield csv(piece, null)
    piece = []
  }
  if (piece.length > 0) yield csv(piece, null)
}
