import { z } from 'zod'
import { AppError } from '../errors.ts'
import { TARGET_NAMES, targetNamed } from '../handoff/mapping/targets/index.ts'
import { MappingText } from './destination-options.ts'
import { once, oneName, type Verb } from './verb.ts'

const Flags = z.strictObject({
  mapping: MappingText.optional(),
  preset: once.pipe(z.enum(TARGET_NAMES)).optional(),
  lead: once.optional(),
  save: once.optional(),
})

export const destinationMap: Verb = {
  name: 'destination map',
  usage: 'destination map crm [--mapping file.json|none | --preset hubspot] [--lead lead_…] [--save]',
  summary:
    'shows what a receiver would be sent about a lead, raw and mapped, and what gets lost; changes nothing without --save',
  files: ['mapping'],
  switches: ['save'],
  async run({ flow, workspace, by }, words) {
    const { mapping: given, preset, lead, save } = Flags.parse(words.flags)
    const name = oneName(words)
    const before = await flow.findDestination(workspace.id, name)
    const proposed = preset ? targetNamed(preset).preset : given
    if (save && proposed === undefined)
      throw new AppError('bad_input', 'There is nothing to save: give --mapping or --preset.')
    const destination = proposed === undefined ? before : { ...before, mapping: proposed }
    const how = { ...(lead && { lead }), ...(preset && { target: preset }) }
    const { leadId, raw, sent, lints } = await flow.previewDestination(destination, how)
    if (save)
      await flow.editDestination({ workspace: workspace.id, by, destination: name }, { mapping: destination.mapping })
    const remarks = save || proposed === undefined ? [] : ['Nothing is saved; add --save to do so.']
    return { data: { lead_id: leadId, mapping: destination.mapping, raw, sent, lints, saved: Boolean(save) }, remarks }
  },
}
