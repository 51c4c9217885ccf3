import type { KnownBlock } from '@slack/types'
import type { DigestFigures } from '../../lead/digest.ts'
import type { DigestNotice } from '../../lead/post.ts'
import { duration, slackDate } from '../blocks/dates.ts'
import { bold, labelled, line, list, plain, remark, rich, text } from '../blocks/rich.ts'
import { inert, oneLine } from '../blocks/text.ts'
import type { SlackMessage } from '../card/card.ts'
import { WORDS } from '../words/words.ts'

const SOURCES_SHOWN = 12
const NAME_MAX = 60
const W = WORDS.digest

/** What a day or a week came to, each figure beside the one before. */
export function digestMessage({ every, from, to, now, before }: DigestNotice): SlackMessage {
  const rows = FIGURES.map(([label, value]) => line(...labelled(label, value(now)), text(W.against(value(before)))))
  const sources = now.sources.slice(0, SOURCES_SHOWN).map((one) => line(text(rateOf(one, before))))
  const blocks: KnownBlock[] = [
    { type: 'header', text: plain(W.title[every]) },
    remark(W.span(slackDate(from), slackDate(to))),
    rich(list(...rows)),
    ...(sources.length > 0 ? [rich(line(bold(W.bySource)), list(...sources))] : [remark(W.none)]),
  ]
  return { text: inert(`${W.title[every]} · ${W.leads}: ${now.leads}`), blocks }
}

type Figure = (figures: DigestFigures) => string
const FIGURES: [string, Figure][] = [
  [W.leads, ({ leads }) => String(leads)],
  [W.decided, ({ approved, rejected }) => W.counts(approved, rejected)],
  [W.median, ({ timeToDecisionMs: ms }) => (ms === null ? '–' : duration(ms))],
  [W.failed, ({ deliveriesFailed }) => String(deliveriesFailed)],
]

function rateOf({ source, approved, rejected }: DigestFigures['sources'][number], before: DigestFigures): string {
  const then = before.sources.find((one) => one.source === source)
  const decidedThen = then ? then.approved + then.rejected : 0
  const earlier = then && decidedThen > 0 ? `${Math.round((100 * then.approved) / decidedThen)} %` : null
  return W.rate(oneLine(source, NAME_MAX), approved, approved + rejected, earlier)
}
