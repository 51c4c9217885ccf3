import type { Given } from '../inputs.ts'
import { initialGiven } from '../inputs.ts'
import { type Json, objectsIn, stringIn, wordsOf } from '../json.ts'
import { Boxes, MultiSelect, Select } from './choices.tsx'
import { ExternalSelect, Overflow } from './menus.tsx'
import { WRITTEN, Written } from './written.tsx'

export type ControlProps = {
  element: Json
  label: string
  given: Given | undefined
  isBusy: boolean
  /** A click, told to the product at once. */
  onUse: (given: Given | undefined) => void
  /** Words being typed, kept until the form is sent. */
  onFill: (given: Given) => void
  /** A choice or a finished text, told to the product where the block asks for that. */
  onChoose: (given: Given) => void
  suggest: (typed: string) => Promise<unknown>
}

/** Any element of Slack's that a person can use. */
export function Control(props: ControlProps) {
  const { element, isBusy, onUse } = props
  const type = String(element.type)
  if (type === 'button' || type === 'workflow_button' || type === 'icon_button') return <Button {...props} />
  if (type === 'overflow') return <Overflow element={element} isBusy={isBusy} onUse={onUse} />
  if (type === 'feedback_buttons') return <Feedback {...props} />
  if (type === 'checkboxes' || type === 'radio_buttons') return <Boxes {...props} />
  if (type.endsWith('external_select')) return <ExternalSelect {...props} />
  if (type.startsWith('multi_')) return <MultiSelect {...props} />
  if (type.endsWith('_select')) return <Select {...props} />
  if (Object.hasOwn(WRITTEN, type)) return <Written {...props} />
  return <p className="hint">This kind of input ({type}) cannot be used in the local Slack.</p>
}

function Button({ element, isBusy, onUse }: ControlProps) {
  const url = stringIn(element, 'url')
  const look = element.style === 'primary' || element.style === 'danger' ? element.style : ''
  return (
    <button
      type="button"
      className={`button ${look}`}
      aria-label={stringIn(element, 'accessibility_label')}
      aria-busy={isBusy}
      disabled={isBusy}
      data-action={stringIn(element, 'action_id')}
      onClick={() => {
        if (url !== undefined) window.open(url, '_blank', 'noopener')
        onUse(undefined)
      }}
    >
      {wordsOf(element.text)}
      {url === undefined ? null : <span aria-hidden="true"> ↗</span>}
    </button>
  )
}

function Feedback({ element, isBusy, onUse }: ControlProps) {
  return objectsIn([element.positive_button, element.negative_button]).map((thumb) => (
    <button type="button" className="button" key={wordsOf(thumb.text)} disabled={isBusy} onClick={() => onUse(thumb)}>
      {wordsOf(thumb.text)}
    </button>
  ))
}

/** What a control shows: what was put in it, or what it starts from. */
export function shownIn(element: Json, given: Given | undefined): string | string[] {
  if (given === undefined) return initialGiven(element)
  if (Array.isArray(given)) return given.map(String)
  return given === null || typeof given === 'object' ? '' : String(given)
}
