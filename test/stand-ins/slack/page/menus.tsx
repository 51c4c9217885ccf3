import { useState } from 'react'
import { isObject, type Json, objectsIn, stringIn, wordsOf } from '../json.ts'
import { choice } from './choices.tsx'
import type { ControlProps } from './control.tsx'
import { optionGroups } from './written.tsx'

/** The three dots that hide a few more actions. */
export function Overflow({ element, isBusy, onUse }: Pick<ControlProps, 'element' | 'isBusy' | 'onUse'>) {
  const [isOpen, setOpen] = useState(false)
  const use = (option: Json) => {
    setOpen(false)
    const url = stringIn(option, 'url')
    if (url !== undefined) window.open(url, '_blank', 'noopener')
    onUse({ selected_option: option })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus has left the menu
    <div className="overflow" onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setOpen(false)}>
      <button
        type="button"
        className="button"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isBusy}
        onClick={() => setOpen(!isOpen)}
      >
        ⋯
      </button>
      {isOpen ? (
        <div role="menu" className="menu">
          {objectsIn(element.options).map((option) => (
            <button type="button" role="menuitem" key={wordsOf(option.text)} onClick={() => use(option)}>
              {wordsOf(option.text)}
              <small>{wordsOf(option.description)}</small>
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}

/** A menu whose options the product makes up while one types. */
export function ExternalSelect({ element, label, onChoose, suggest }: ControlProps) {
  const isMany = String(element.type).startsWith('multi_')
  const [chosen, setChosen] = useState<Json[]>(objectsIn(isMany ? element.initial_options : [element.initial_option]))
  const [typed, setTyped] = useState('')
  const [options, setOptions] = useState<Json[]>([])
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3

  async function ask(text: string): Promise<void> {
    setTyped(text)
    if (text.length < least) return setOptions([])
    const answer = await suggest(text)
    setOptions(
      isObject(answer) ? [...objectsIn(answer.options), ...optionGroups(answer).flatMap((group) => group.options)] : [],
    )
  }
  const take = (option: Json) => {
    const next = isMany ? [...chosen, option] : [option]
    setChosen(next)
    setTyped('')
    setOptions([])
    onChoose(isMany ? { selected_options: next } : { selected_option: option })
  }
  return (
    <div className="multi">
      {chosen.map((option) => (
        <span className="chip" key={choice(option).value}>
          {choice(option).words}
        </span>
      ))}
      <input
        className="field"
        aria-label={label}
        placeholder={wordsOf(element.placeholder)}
        value={typed}
        onChange={(event) => void ask(event.target.value)}
      />
      {options.length === 0 ? null : (
        <div role="menu" className="menu">
          {options.map((option) => (
            <button type="button" role="menuitem" key={choice(option).value} onClick={() => take(option)}>
              {choice(option).words}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
