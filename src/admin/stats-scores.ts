import { z } from 'zod'
import type { ScoreStats } from '../flow/score-stats.ts'
import { CALIBRATED_FROM } from '../scoring/agreement.ts'
import type { Bin } from '../scoring/reliability.ts'
import type { Verb } from './verb.ts'

const DAY_MS = 86_400_000
const BAR_CHARS = 10
const Days = z
  .tuple([z.string().regex(/^\d{1,3}d$/, 'must be days, such as 30d')])
  .or(z.tuple([]))
  .transform(([text = '90d']) => Number.parseInt(text, 10))

export const statsScores: Verb = {
  name: 'stats scores',
  usage: 'stats scores [90d]',
  summary:
    'tells how far scores and people agreed: precision per band, calibration, and what thresholds would have done',
  async run({ flow, workspace }, words) {
    const since = new Date(Date.now() - Days.parse(words.rest) * DAY_MS)
    const stats = await flow.scoreStats(workspace.id, since)
    return { data: { since, ...scoringData(stats) }, remarks: scoreRemarks(stats) }
  },
}

/** Agreement and calibration as data. */
function scoringData({ model, ...agreement }: ScoreStats) {
  return {
    ...agreement,
    model: model && {
      version: model.version,
      trained_at: model.trainedAt,
      decisions: model.decisions,
      auc: model.auc,
      ece: model.ece,
    },
  }
}

/** The same in short, for people: how often each band said what they decided, and a bar per tenth of the scale. */
export function scoresInShort({ decisions, calibrated, bands, bins }: ScoreStats) {
  const tenth = ({ from, to }: Bin) => `scored ${Math.round(from * 100)} to ${Math.round(to * 100)}`
  const bar = ({ approved, n }: Bin) => {
    const filled = Math.round(approved * BAR_CHARS)
    return `${'▇'.repeat(filled)}${'░'.repeat(BAR_CHARS - filled)} ${Math.round(approved * 100)} % of ${n} approved`
  }
  return {
    decisions,
    calibrated,
    precision: { approve: bands.approve.precision, reject: bands.reject.precision },
    calibration: Object.fromEntries(bins.map((bin) => [tenth(bin), bar(bin)])),
  }
}

/** What thresholds would have done, and whether there are decisions enough to say so. */
export function scoreRemarks({ decisions, calibrated, shadow: { approve, reject } }: ScoreStats): string[] {
  const held = approve.held + reject.held
  return [
    `The score would have auto-approved ${approve.would}; you approved ${approve.people} of them. It would have auto-rejected ${reject.would}; you rejected ${reject.people} of them.`,
    ...(held > 0
      ? [
          `Of these, ${held} would have waited for a person whatever the thresholds: only a confident model decides alone.`,
        ]
      : []),
    ...(calibrated ? [] : [`Uncalibrated: ${decisions} of ${CALIBRATED_FROM} decisions.`]),
  ]
}
