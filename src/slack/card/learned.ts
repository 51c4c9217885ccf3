import type { RichTextElement } from '@slack/types'
import type { LearnedScore } from '../../lead/score.ts'
import { labelled } from '../blocks/rich.ts'
import { oneLine } from '../blocks/text.ts'
import { WORDS } from '../words/words.ts'

const LABEL_MAX = 80

/** What the team's own decisions say of a lead, with what moved it most; the labels hold strangers' words. */
export function learnedRow({ value, factors }: LearnedScore): RichTextElement[] {
  const told = factors.map(({ label, points }) => WORDS.card.factor(oneLine(label, LABEL_MAX), points))
  return labelled(WORDS.card.learned, [WORDS.card.learnedValue(value), ...told].join(' · '))
}
