import { useState } from 'react'
import { isObject, type Json, objectsIn, stringIn, wordsOf } from '../json.ts'
import type { Snapshot } from '../snapshot.ts'
import { useScene } from './connection.ts'
import { type ControlProps, shownIn } from './control.tsx'
import { optionGroups } from './written.tsx'

type Choice = { value: string; words: string; group?: string }

/** Everything a menu offers, whatever it takes it from. */
function choicesOf(element: Json, seen: Snapshot): Choice[] {
  const type = String(element.type)
  if (type.includes('users_select'))
    return seen.people.filter((one) => !one.isBot).map((one) => ({ value: one.id, words: one.fullName }))
  if (type.includes('channels_select') || type.includes('conversations_select')) {
    return seen.channels
      .filter((one) => !one.isArchived && (!one.isIm || type.includes('conversations')))
      .map((one) => ({ value: one.id, words: one.isIm ? 'Greenlight' : `#${one.name}` }))
  }
  const grouped = optionGroups(element).flatMap(({ label, options }) =>
    options.map((option) => ({ ...choice(option), group: label })),
  )
  return [...objectsIn(element.options).map(choice), ...grouped]
}

const choice = (option: Json): Choice => ({ value: stringIn(option, 'value') ?? '', words: wordsOf(option.text) })

function Options({ choices }: { choices: readonly Choice[] }) {
  const option = (one: Choice) => (
    <option key={one.value} value={one.value}>
      {one.words}
    </option>
  )
  const groups = [...new Set(choices.map((one) => one.group))]
  return groups.map((group) => {
    const list = choices.filter((one) => one.group === group).map(option)
    return group === undefined ? (
      list
    ) : (
      <optgroup key={group} label={group}>
        {list}
      </optgroup>
    )
  })
}

export function Select({ element, label, given, isBusy, onChoose }: ControlProps) {
  const { seen } = useScene()
  const value = shownIn(element, given)
  const placeholder = wordsOf(element.placeholder) || 'Select an item'
  return (
    <select
      className="field select"
      aria-label={label || placeholder}
      data-action={stringIn(element, 'action_id')}
      disabled={isBusy}
      value={Array.isArray(value) ? '' : value}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{placeholder}</option>
      <Options choices={choicesOf(element, seen)} />
    </select>
  )
}

export function MultiSelect({ element, label, given, isBusy, onChoose }: ControlProps) {
  const { seen } = useScene()
  const shown = shownIn(element, given)
  const chosen = Array.isArray(shown) ? shown : []
  const choices = choicesOf(element, seen)
  const max = typeof element.max_selected_items === 'number' ? element.max_selected_items : Number.POSITIVE_INFINITY
  const placeholder = wordsOf(element.placeholder) || 'Select options'
  return (
    <div className="multi">
      {chosen.map((value) => (
        <span className="chip" key={value}>
          {choices.find((one) => one.value === value)?.words ?? value}
          <button
            type="button"
            aria-label={`Remove ${value}`}
            onClick={() => onChoose(chosen.filter((one) => one !== value))}
          >
            ✕
          </button>
        </span>
      ))}
      <select
        className="field select"
        aria-label={label || placeholder}
        data-action={stringIn(element, 'action_id')}
        disabled={isBusy || chosen.length >= max}
        value=""
        onChange={(event) => onChoose([...chosen, event.target.value])}
      >
        <option value="">{placeholder}</option>
        <Options choices={choices.filter((one) => !chosen.includes(one.value))} />
      </select>
    </div>
  )
}

export function Boxes({ element, label, given, onChoose }: ControlProps) {
  const shown = shownIn(element, given)
  const isMany = element.type === 'checkboxes'
  const chosen = Array.isArray(shown) ? shown : [shown]
  const toggle = (value: string) => {
    const rest = chosen.filter((one) => one !== value && one !== '')
    if (!isMany) return onChoose(value)
    return onChoose(chosen.includes(value) ? rest : [...rest, value])
  }
  const name = `${String(element.action_id)}-${label}`
  return (
    <fieldset className="boxes" aria-label={label}>
      {objectsIn(element.options).map((option) => {
        const { value, words } = choice(option)
        return (
          <label key={value}>
            <input
              type={isMany ? 'checkbox' : 'radio'}
              name={name}
              checked={chosen.includes(value)}
              onChange={() => toggle(value)}
            />
            <span>
              {words}
              <small>{wordsOf(option.description)}</small>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}

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
