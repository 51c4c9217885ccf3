import { type ChangeEvent, type KeyboardEvent, useState } from 'react'
import { isObject, type Json, objectsIn, stringIn, wordsOf } from '../json.ts'
import { type ControlProps, shownIn } from './control.tsx'

/** The kind of browser input for each of Slack's typed elements; Slack checks them itself. */
export const WRITTEN: Record<string, string> = {
  plain_text_input: 'text',
  email_text_input: 'text',
  url_text_input: 'text',
  number_input: 'text',
  rich_text_input: 'text',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
}

const richText = (text: string): Json => ({
  rich_text_value: {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: text === '' ? [] : [{ type: 'text', text }] }],
  },
})

const localMinute = (seconds: string) => {
  const date = new Date(Number(seconds) * 1000)
  return seconds === '' ? '' : new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** What the browser's words are to Slack: a date and time is seconds, rich text is a block. */
function meant(type: string, text: string) {
  if (type === 'datetimepicker') return text === '' ? null : Math.floor(new Date(text).getTime() / 1000)
  return type === 'rich_text_input' ? richText(text) : text
}

export function Written({ element, label, given, onFill, onChoose }: ControlProps) {
  const type = String(element.type)
  const start = isObject(given) ? '' : shownIn(element, given)
  const first = Array.isArray(start) ? '' : start
  const [text, setText] = useState(type === 'datetimepicker' ? localMinute(first) : first)
  const isPicked = type.endsWith('picker')
  const config = isObject(element.dispatch_action_config) ? element.dispatch_action_config : {}
  const tellsEachKey =
    Array.isArray(config.trigger_actions_on) && config.trigger_actions_on.includes('on_character_entered')

  const onChange = (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    setText(event.target.value)
    const tell = isPicked || tellsEachKey ? onChoose : onFill
    tell(meant(type, event.target.value))
  }
  const common = {
    className: 'field',
    value: text,
    placeholder: wordsOf(element.placeholder),
    'aria-label': label,
    'data-action': stringIn(element, 'action_id'),
    autoFocus: element.focus_on_load === true,
    onChange,
  }
  const isLong = element.multiline === true || type === 'rich_text_input'
  if (isLong) return <textarea rows={4} {...common} />
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !isPicked) onChoose(meant(type, text))
  }
  return <input type={WRITTEN[type] ?? 'text'} {...common} onKeyDown={onKeyDown} />
}

export const optionGroups = (element: Json) =>
  objectsIn(element.option_groups).map((group) => ({ label: wordsOf(group.label), options: objectsIn(group.options) }))
