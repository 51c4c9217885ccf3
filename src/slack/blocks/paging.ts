import type { ActionsBlock, Button, KnownBlock } from '@slack/types'
import { WORDS } from '../words/words.ts'
import { ACTIONS } from './buttons.ts'
import { plain } from './rich.ts'

/** One page of something about a lead that is longer than a modal; 0 is the first. */
export type Page = { what: 'details' | 'history'; leadId: string; page: number }

/** Which page this is of how many, with the way to the others; nothing where there is only one. */
export function pager({ what, leadId, page }: Page, pages: number): KnownBlock[] {
  if (pages < 2) return []
  const to = (verb: 'earlierPage' | 'laterPage', target: number): Button => ({
    type: 'button',
    action_id: ACTIONS[verb],
    text: plain(WORDS.page[verb]),
    value: `${what}|${leadId}|${target}`,
  })
  const buttons = [
    ...(page > 0 ? [to('earlierPage', page - 1)] : []),
    ...(page < pages - 1 ? [to('laterPage', page + 1)] : []),
  ]
  const block: ActionsBlock = { type: 'actions', elements: buttons }
  return [{ type: 'context', elements: [plain(WORDS.page.of(page + 1, pages))] }, block]
}

/** Reads what a pager's button says; null for anything else. */
export function readPage(value: string): Page | null {
  const [, what, leadId, page] = /^(details|history)\|(lead_\w+)\|(\d{1,5})$/.exec(value) ?? []
  if (!leadId || (what !== 'details' && what !== 'history')) return null
  return { what, leadId, page: Number(page) }
}

/** The page nearest to the asked one that there is. */
export function within(page: number, pages: number): number {
  return Math.max(0, Math.min(page, pages - 1))
}
