import { ANSWER_WORDS } from './answer-words.ts'
import { CARD_WORDS } from './card-words.ts'
import { COMMAND_WORDS } from './command-words.ts'
import { DETAILS_WORDS } from './details-words.ts'
import { DIGEST_WORDS } from './digest-words.ts'
import { HISTORY_WORDS } from './history-words.ts'
import { HOME_WORDS } from './home-words.ts'
import { LINE_WORDS } from './line-words.ts'
import { MODAL_WORDS, TALK_WORDS } from './modal-words.ts'
import { NOTICE_WORDS } from './notice-words.ts'
import { VERDICT_WORDS } from './verdict-words.ts'

/** Every word that people read in Slack. Functions get values that are already fit for the place they go to. */
export const WORDS = {
  digest: DIGEST_WORDS,
  home: HOME_WORDS,
  command: COMMAND_WORDS,
  card: CARD_WORDS,
  verdict: VERDICT_WORDS,
  line: LINE_WORDS,
  answer: ANSWER_WORDS,
  notice: NOTICE_WORDS,
  modal: MODAL_WORDS,
  talk: TALK_WORDS,
  details: DETAILS_WORDS,
  history: HISTORY_WORDS,
  buttons: {
    approve: 'Approve',
    reject: 'Reject',
    review: 'Review',
    claim: 'Claim',
    resolve: 'Mark resolved',
    undo: 'Undo',
    reopen: 'Reopen',
    retry: 'Retry',
    details: 'Details',
    assign: 'Assign',
    rescore: 'Re-score',
    dispute: 'Summary is wrong',
    snooze: 'Snooze',
    wake: 'End snooze',
    history: 'History',
  },
  page: {
    earlierPage: 'Previous page',
    laterPage: 'Next page',
    of: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
  postedAgain: 'Posted a second time: Slack never confirmed the first copy. Both are the same lead.',
} as const
