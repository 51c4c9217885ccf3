import { WORDS } from '../../src/slack/words/words.ts'
import type { LocalSlack, Message } from '../../test/stand-ins/slack/index.ts'

const LEAD_ID = /lead_[0-9A-Z]{26}/

/** What stands in Slack of one lead. */
export type InSlack = { cards: Message[]; lines: Message[] }

/** By lead: its cards, and the lines in their threads. */
export function leadsInSlack(slack: LocalSlack): Map<string, InSlack> {
  const all = [...slack.state.messages.values()].filter(({ onlyFor }) => onlyFor === undefined)
  const leads = new Map<string, InSlack>()
  const byCard = new Map<string, InSlack>()
  for (const card of all.filter(({ threadTs }) => threadTs === undefined)) {
    const [leadId] = LEAD_ID.exec(JSON.stringify(card.blocks)) ?? []
    if (!leadId) continue
    const found = leads.get(leadId) ?? { cards: [], lines: [] }
    found.cards.push(card)
    leads.set(leadId, found)
    byCard.set(`${card.channel} ${card.ts}`, found)
  }
  for (const line of all) byCard.get(`${line.channel} ${line.threadTs}`)?.lines.push(line)
  return leads
}

/** Says of itself that it may be a second copy. */
export function isMarked({ blocks }: Message): boolean {
  return JSON.stringify(blocks).includes(WORDS.postedAgain)
}

/** Has a button with these words. */
export function offers({ blocks }: Message, words: string): boolean {
  return JSON.stringify(blocks).includes(`"text":"${words}"`)
}
