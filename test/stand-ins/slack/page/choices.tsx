import { type Json, objectsIn, stringIn, wordsOf } from '../json.ts'
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

export const choice = (option: Json): Choice => ({
  value: stringIn(option, 'value') ?? '',
  words: wordsOf(option.text),
})

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
