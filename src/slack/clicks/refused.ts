import type { ClickResult } from '../../flow/change-lead.ts'
import type { Lead } from '../../lead/lead.ts'
import type { Refusal } from '../../lead/roles.ts'
import { slackDate } from '../blocks/dates.ts'
import { mention, mentionOf } from '../blocks/mention.ts'
import { rowText } from '../card/happened.ts'
import { WORDS } from '../words/words.ts'

const NAMED = 8

/** What somebody is told of their click: nothing, when it did just what they asked for. */
export function answerTo(result: ClickResult, by: string): string | null {
  if (result.kind === 'refused') return refusalWords(result.refusal)
  if (result.kind === 'late') return lateWords(result, by)
  return result.missed.length > 0 ? WORDS.answer.meanwhile(result.missed.map(rowText).join(' · ')) : null
}

/** Why somebody may not, and who can. */
export function refusalWords({ why, need, who }: Refusal): string {
  if (why === 'unknown') return WORDS.answer.unknown
  const reason = why === 'viewer' && need === 'admin' ? WORDS.answer.adminOnly : WORDS.answer[why]
  const names = who.slice(0, NAMED).map(mentionOf)
  const all = need === 'admin' ? WORDS.answer.everyAdmin : WORDS.answer.everyMember
  return `${reason} ${WORDS.answer.whoCan(names.join(', ') || all)}`
}

/** What somebody is told whose click changed nothing. */
export function lateWords({ lead, wanted }: Extract<ClickResult, { kind: 'late' }>, by: string): string {
  const { decision, state, owner } = lead
  if (wanted === 'resolve') return resolvedWords(lead)
  if (wanted === 'rescore') return lead.score ? WORDS.answer.scoredMeanwhile : WORDS.answer.notScored
  if (wanted === 'dispute') return lead.score?.summary ? WORDS.answer.disputedAlready : WORDS.answer.notScored
  if (wanted === 'undo' && decision && state !== 'open') return WORDS.answer.tooLateToUndo
  if (wanted === 'undo' || wanted === 'reopen') return WORDS.answer.openAgain
  if (state !== 'open' && decision) {
    const decider = decision.by.kind === 'auto' ? WORDS.verdict.threshold : mention(decision.by)
    return WORDS.answer.alreadyDecided(decision.outcome, decider, slackDate(decision.at))
  }
  if (wanted === 'wake') return WORDS.answer.notSnoozed
  if (!owner) return WORDS.answer.openAgain
  if (wanted === 'assign') return WORDS.answer.ownedAlready(mention(owner))
  return owner.id === by ? WORDS.answer.ownedByYou : WORDS.answer.ownedBy(mention(owner))
}

function resolvedWords({ conversation }: Lead): string {
  const { by, at } = conversation?.resolved ?? {}
  return by && at ? WORDS.answer.alreadyResolved(mention(by), slackDate(at)) : WORDS.answer.nobodyWaits
}
