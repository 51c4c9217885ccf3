import { useState } from 'react'
import { wordsOf } from '../json.ts'
import type { SeenView } from '../snapshot.ts'
import { Blocks } from './blocks.tsx'
import { type Filled, useScene } from './connection.ts'

/** All open modals; the ones below the top keep what was typed in them. */
export function ModalStack() {
  const { seen } = useScene()
  const top = seen.modals.at(-1)
  if (top === undefined) return null
  return (
    <div className="shade">
      {seen.modals.map((view) => (
        <Modal key={view.id} view={view} isTop={view === top} isStacked={seen.modals.length > 1} />
      ))}
    </div>
  )
}

function Modal({ view, isTop, isStacked }: { view: SeenView; isTop: boolean; isStacked: boolean }) {
  const { act } = useScene()
  const [filled, setFilled] = useState<Filled>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [warning, setWarning] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const { title, submit, close } = view.definition

  async function send(): Promise<void> {
    setBusy(true)
    setWarning(undefined)
    const told = await act('submit', { viewId: view.id, values: filled })
    setErrors(told.errors ?? {})
    setWarning(told.warning)
    setBusy(false)
  }
  const leave = () => void act('close', { viewId: view.id })
  return (
    <div
      className="dialog"
      role="dialog"
      aria-modal="true"
      aria-label={wordsOf(title)}
      data-view={view.id}
      hidden={!isTop}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      <header>
        {isStacked ? (
          <button type="button" className="close" aria-label="Back" onClick={leave}>
            ←
          </button>
        ) : (
          <span className="dialog-logo" aria-hidden="true">
            ✓
          </span>
        )}
        <h2>{wordsOf(title)}</h2>
        <button type="button" className="close" aria-label="Close dialog" onClick={leave}>
          ✕
        </button>
      </header>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <div className="dialog-body">
          {warning === undefined ? null : (
            <p className="warning" role="alert">
              ⚠️ {warning}
            </p>
          )}
          <Blocks
            blocks={view.blocks}
            spot={{ viewId: view.id }}
            filled={filled}
            onFill={setFilled}
            errors={errors}
            onWarning={setWarning}
          />
        </div>
        <footer>
          <button type="button" className="button" onClick={leave}>
            {wordsOf(close) || 'Cancel'}
          </button>
          {submit === undefined ? null : (
            <button type="submit" className="button filled primary" disabled={isBusy} aria-busy={isBusy}>
              {wordsOf(submit)}
            </button>
          )}
        </footer>
      </form>
    </div>
  )
}
