import { AppError } from '../errors.ts'
import type { Training } from '../flow/train-scores.ts'
import { LEAST_DECISIONS, LEAST_OF_EITHER } from '../scoring/learned/train.ts'
import type { Verb } from './verb.ts'

export const train: Verb = {
  name: 'train',
  usage: 'train',
  summary: "learns the score from the team's own decisions now; it happens by itself, too",
  async run({ flow, workspace }) {
    return { data: figures(await flow.trainScores(workspace.id)) }
  },
}

function figures(training: Training) {
  switch (training.kind) {
    case 'trained': {
      const { version, trainedAt, decisions, approvals, auc, ece } = training.model
      return { version, trained_at: trainedAt, decisions, approvals, auc, ece, ms: training.ms }
    }
    case 'too few': {
      const { approved, rejected } = training.tally
      const wanted = `${LEAST_DECISIONS} decisions are needed, at least ${LEAST_OF_EITHER} of them approvals and ${LEAST_OF_EITHER} rejections`
      throw new AppError('conflict', `${wanted}; people approved ${approved} and rejected ${rejected} so far.`)
    }
    case 'newer format':
      throw new AppError('conflict', 'A newer version of Greenlight trained this workspace. Update this one first.')
    case 'outrun':
      throw new AppError('conflict', 'It was trained elsewhere at the same time; that training counts.')
  }
}
