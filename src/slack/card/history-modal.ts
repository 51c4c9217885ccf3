import type { ModalView, RichTextSection } from '@slack/types'
import type { HistoryRow, Lead } from '../../lead/lead.ts'
import { dateElement, utc } from '../blocks/dates.ts'
import { nameOf } from '../blocks/mention.ts'
import { pager, within } from '../blocks/paging.ts'
import { line, list, plain, rich, text } from '../blocks/rich.ts'
import { title } from '../blocks/who.ts'
import { WORDS } from '../words/words.ts'
import { wordsOf } from './happened.ts'

const ROWS_PER_PAGE = 30
const ROWS_PER_BLOCK = 10

/** All that ever happened to a lead, newest first, a page at a time. */
export function historyModal(lead: Lead, asked: number): ModalView {
  const pages = Math.max(1, Math.ceil(lead.history.length / ROWS_PER_PAGE))
  const page = within(asked, pages)
  const rows = lead.history.toReversed().slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE)
  const chunks = Array.from({ length: Math.ceil(rows.length / ROWS_PER_BLOCK) }, (_, i) =>
    rows.slice(i * ROWS_PER_BLOCK, (i + 1) * ROWS_PER_BLOCK),
  )
  return {
    type: 'modal',
    title: plain(WORDS.modal.history),
    close: plain(WORDS.modal.close),
    blocks: [
      { type: 'section', text: plain(title(lead)) },
      ...chunks.map((chunk) => rich(list(...chunk.map(historyRow)))),
      ...pager({ what: 'history', leadId: lead.id, page }, pages),
    ],
  }
}

/** When, what, who, and in which words; with the seconds, since this is the audit trail. */
export function historyRow({ at, what, by, whom, until, detail }: HistoryRow): RichTextSection {
  const words = [
    WORDS.history.happened(what),
    by ? nameOf(by) : '',
    whom ? `→ ${nameOf(whom)}` : '',
    until ? utc(until) : '',
    wordsOf(what, detail),
  ]
  return line(dateElement(at, '{date_short_pretty} {time_secs}'), text(` · ${words.filter(Boolean).join(' · ')}`))
}
