import type { BlockAction } from '@slack/bolt'
import { AppError } from '../../errors.ts'
import { fillView } from '../clicks/windows.ts'
import { inModal } from '../command/in-modal.ts'
import { checkMayUse } from '../command/run-line.ts'
import { type Context, workspaceOf } from '../context.ts'
import { type Asker, askerOf, type Opener } from '../people/people.ts'
import { WORDS } from '../words/words.ts'
import { formGiven } from './form-answers.ts'
import { type FormMeta, type Named, readFormMeta, verbOf } from './form-meta.ts'
import { formModal } from './form-modal.ts'
import type { About, Given } from './input.ts'

/** Where a form is opened from, and what it is filled in with. */
type Start = Pick<FormMeta, 'home' | 'link'> & { given?: Given }

/** Opens a verb's form for whoever may use the verb; how it starts is looked up behind the open window. */
export async function openForm(
  context: Context,
  opener: Opener,
  named: Named,
  startOf: () => Promise<Start> = async () => ({}),
): Promise<void> {
  await inModal(context, opener, async () => {
    await checkMayUse(context, opener, verbOf(named.form))
    const [{ given, ...start }, about] = await Promise.all([startOf(), aboutOf(context, opener, named)])
    return formModal({ ...named, ...start, step: 0 }, about, given)
  })
}

/** An answer changed on which other questions depend; what was typed stays. */
export async function redrawForm(context: Context, body: BlockAction): Promise<void> {
  const { view } = body
  const meta = view && readFormMeta(view.private_metadata)
  if (!view || !meta) throw new AppError('bad_input', WORDS.answer.oldButton)
  const about = await aboutOf(context, askerOf(body), meta)
  await fillView(context, view.id, formModal(meta, about, formGiven(meta, view.state)))
}

/** What a form is about, as it stands now. */
export async function aboutOf(context: Context, { team }: Asker, { form, target = '' }: Named): Promise<About> {
  const { acts } = context
  const workspace = workspaceOf(context, team)
  const isAbout = (noun: string) => target !== '' && form.startsWith(noun)
  const [endpoints, settings, endpoint, destination, rubric] = await Promise.all([
    acts.endpoints(workspace),
    acts.settings(workspace),
    isAbout('endpoint') ? acts.findEndpoint(workspace, target) : null,
    isAbout('destination') ? acts.findDestination(workspace, target) : null,
    form === 'rubric set' ? acts.rubricOf(workspace) : null,
  ])
  const rule = settings.routing.find(({ name }) => isAbout('routing') && name === target) ?? null
  const open = endpoints.filter(({ disabled }) => !disabled).map(({ name }) => name)
  return { endpoints: open, settings, endpoint, destination, rule, rubric }
}
