import type { Button } from '@slack/types'
import { z } from 'zod'
import { plain } from './rich.ts'

/** The action ids of buttons that carry a line of `/leads`, or open a form. */
export const LINES = {
  run: 'line.run',
  confirm: 'line.confirm',
  cancel: 'line.cancel',
  modal: 'line.modal',
  form: 'form.open',
  choice: 'form.choice',
}

/** Slack takes values of 2,000 characters. */
export const LONGEST_LINE = 1500

const Carried = z.object({
  line: z.string(),
  /** From which row on. */
  from: z.number().default(0),
  /** Who was asked, and until when the answer counts, in milliseconds since 1970. */
  user: z.string().optional(),
  until: z.number().optional(),
})
type Carried = z.infer<typeof Carried>

/** A button that runs a line, as if it were typed; `modal` shows its answer in a window. */
export function lineButton(kind: 'run' | 'confirm' | 'modal', words: string, carried: z.input<typeof Carried>): Button {
  const action_id = `${LINES[kind]}.${carried.from ?? 0}`
  return { type: 'button', action_id, text: plain(words), value: JSON.stringify(carried) }
}

/** A button that opens a form; `form` names its verb, and after a space what it is about. */
export function formButton(form: string, words: string): Button {
  return { type: 'button', action_id: `${LINES.form}.${form.replaceAll(' ', '.')}`, text: plain(words), value: form }
}

/** Null for what `lineButton` did not write. */
export function readCarried(value: string | undefined): Carried | null {
  try {
    return Carried.parse(JSON.parse(value ?? ''))
  } catch {
    return null
  }
}
