import { type Json, wordsOf } from '../json.ts'
import { Mrkdwn } from './blocks.tsx'

/** "Are you sure?", in the app's own words. */
export function ConfirmDialog({ confirm, onAnswer }: { confirm: Json; onAnswer: (isYes: boolean) => void }) {
  const title = wordsOf(confirm.title) || 'Are you sure?'
  return (
    <div className="shade">
      <div className="dialog small" role="alertdialog" aria-modal="true" aria-label={title}>
        <header>
          <h2>{title}</h2>
        </header>
        <div className="dialog-body">
          <Mrkdwn text={wordsOf(confirm.text)} />
        </div>
        <footer>
          <button type="button" className="button" onClick={() => onAnswer(false)}>
            {wordsOf(confirm.deny) || 'Cancel'}
          </button>
          <button
            type="button"
            className={`button filled ${confirm.style === 'danger' ? 'danger' : 'primary'}`}
            onClick={() => onAnswer(true)}
          >
            {wordsOf(confirm.confirm) || 'Yes'}
          </button>
        </footer>
      </div>
    </div>
  )
}
