import type { BlockedNotice, DestinationNotice, FloodNotice, Notice, PleaNotice, TestNotice } from '../../lead/post.ts'
import { mention } from '../blocks/mention.ts'
import { parsed, plain, remark } from '../blocks/rich.ts'
import { oneLine, unlinked } from '../blocks/text.ts'
import type { SlackMessage } from '../card/card.ts'
import { WORDS } from '../words/words.ts'
import { digestMessage } from './digest.ts'

const NAME_MAX = 60
const DETAIL_MAX = 300
const VALUE_MAX = 150

/** What is told beside cards and lines; names and strangers' words stand where Slack parses nothing. */
export function noticeMessage(notice: Notice): SlackMessage {
  switch (notice.what) {
    case 'plea':
      return pleaMessage(notice)
    case 'flood':
      return floodMessage(notice)
    case 'blocked':
      return blockedMessage(notice)
    case 'digest':
      return digestMessage(notice)
    case 'erased':
      return unparsed(WORDS.notice.erased)
    case 'test_event':
      return unparsed(testWords(notice))
    case 'budget_spent':
      return unparsed(WORDS.notice.budget_spent(notice.usd))
    default:
      return unparsed(destinationWords(notice))
  }
}

function unparsed(text: string): SlackMessage {
  return { text: unlinked(text), blocks: [{ type: 'section', text: plain(text) }] }
}

/** The mention is the point of it, so that alone is parsed. */
function pleaMessage({ owner, reason }: PleaNotice): SlackMessage {
  const call = WORDS.notice.plea(mention(owner))
  const why = plain(WORDS.notice.pleaReason(oneLine(reason, DETAIL_MAX)))
  return {
    text: call,
    blocks: [parsed(call), { type: 'section', text: why }],
  }
}

function floodMessage({ more }: FloodNotice): SlackMessage {
  const { text, blocks } = unparsed(WORDS.notice.flood(more))
  return { text, blocks: [...blocks, remark(WORDS.notice.floodHow)] }
}

function blockedMessage({ channel, why }: BlockedNotice): SlackMessage {
  const [words, fix] = [WORDS.notice.blocked(`<#${channel}>`), WORDS.notice.fix[why]]
  return { text: `${words} ${fix}`, blocks: [parsed(words), parsed(fix)] }
}

function testWords({ endpoint, held }: TestNotice): string {
  const lines = held.map(({ name, value }) => `${oneLine(name, NAME_MAX)}: ${oneLine(value, VALUE_MAX)}`)
  return [WORDS.notice.test_event(oneLine(endpoint, NAME_MAX)), ...lines].join('\n')
}

function destinationWords({ what, destination, detail, progress }: DestinationNotice): string {
  const name = oneLine(destination, NAME_MAX)
  const why = oneLine(detail, DETAIL_MAX)
  const { done, total } = progress ?? { done: 0, total: 0 }
  switch (what) {
    case 'failing':
    case 'disabled':
    case 'parked':
      return WORDS.notice[what](name, why)
    case 'recovered':
      return WORDS.notice.recovered(name)
    case 'replayed':
      return WORDS.notice.replayed(name, done)
    default:
      return WORDS.notice[what](name, done, total)
  }
}
