import type { KnownBlock, ModalView } from '@slack/types'
import { plain } from '../blocks/rich.ts'
import { WORDS } from '../words/words.ts'
import { standingHash } from './form-answers.ts'
import { inputsOf } from './form-inputs.ts'
import { type FormMeta, isChange, showsWhatStands } from './form-meta.ts'
import { type About, type Given, type Input, SET } from './input.ts'
import { blockId, inputBlock } from './input-block.ts'

export const FORM_CALLBACK = 'form'

const W = WORDS.command

/** The form with what is given filled in. A new lead needs an endpoint to come in by; without one it says so. */
export function formModal(meta: FormMeta, about: About, given: Given = {}, top: readonly KnownBlock[] = []): ModalView {
  const { form } = meta
  const head = { type: 'modal' as const, title: plain(W.form[form]), close: plain(WORDS.modal.cancel) }
  if (form === 'new' && about.endpoints.length === 0)
    return { ...head, blocks: [{ type: 'section', text: plain(W.noEndpoint) }] }
  const inputs = inputsOf(form, about, given)
  const asked = inputs.flatMap((input): KnownBlock[] => [
    ...(input.heading ? [{ type: 'header' as const, text: plain(input.heading) }] : []),
    inputBlock(input, meta, given[input.flag] ?? input.usual ?? []),
  ])
  return {
    ...head,
    callback_id: FORM_CALLBACK,
    private_metadata: JSON.stringify(showsWhatStands(meta) ? { seen: standingHash(inputs), ...meta } : meta),
    submit: plain(submitWord(meta)),
    blocks: [...top, ...asked],
  }
}

function submitWord({ form, previewed }: FormMeta): string {
  if (form === 'destination map' && !previewed) return W.preview
  return isChange(form) || form === 'routing add' || form === 'destination map' ? W.save : W.send
}

/** The block at which a problem with this flag is shown: the flag's own, else that of the address, else the first. */
export function blockFor(meta: FormMeta, inputs: readonly Input[], flag: string | undefined): string {
  const names = flag === undefined ? ['url'] : [flag, SET + flag, 'url']
  const [found = inputs[0]] = names.flatMap((name) => inputs.filter((input) => input.flag === name))
  return found ? blockId(found.flag, meta) : ''
}
