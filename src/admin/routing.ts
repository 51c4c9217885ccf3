import { z } from 'zod'
import { type AdminContext, jsonText, once, oneName, type Verb } from './verb.ts'

const File = z.strictObject({ file: z.union([once.pipe(z.literal('none').transform(() => [])), once.pipe(jsonText)]) })

export const routingShow: Verb = {
  name: 'routing show',
  usage: 'routing show',
  summary: 'lists the rules that choose channel, owner, mention and time to answer; the first that fits counts',
  columns: ['name', 'when', 'route'],
  empty: "There are no rules: each lead has its endpoint's channel and owner. `routing add` makes a rule.",
  run: async ({ workspace }) => ({ data: workspace.settings.routing }),
}

export const routingSet: Verb = {
  name: 'routing set',
  usage:
    'routing set --file rules.json ([{"name": "hot website", "when": {"endpoint": "web", "band": "approve"}, "route": {"rotation": "S0SALES", "channel": "C0HOT", "sla": "5/15/30"}}]; none takes all rules away)',
  summary: 'replaces the rules of routing, from the next lead on',
  files: ['file'],
  async run(context, words) {
    const { file } = File.parse(words.flags)
    const { flow, workspace, by } = context
    const asked = { workspace: workspace.id, by, changesOf: () => ({ routing: file }) }
    const { routing } = (await flow.changeSettings(asked)).settings
    const named = routing.flatMap(({ when }) => when.endpoint ?? [])
    return { data: routing, remarks: await unknownEndpoints(context, named) }
  },
}

export const routingTest: Verb = {
  name: 'routing test',
  usage: 'routing test lead_…',
  summary: 'tells which rule a lead fits as it is now, and changes nothing',
  async run({ flow, workspace }, words) {
    const rule = await flow.fittingRule(workspace.id, oneName(words))
    const remarks = rule ? [] : ["No rule fits: its endpoint's channel and owner count."]
    return { data: { rule: rule?.name ?? null, route: rule?.route ?? null }, remarks }
  },
}

/** A remark for each endpoint that a rule names and nobody has made. */
export async function unknownEndpoints({ flow, workspace }: AdminContext, named: readonly string[]): Promise<string[]> {
  const all = await flow.endpoints(workspace.id)
  const known = new Set(all.flatMap(({ id, name }) => [id.toLowerCase(), name.toLowerCase()]))
  const missing = [...new Set(named)].filter((name) => !known.has(name.toLowerCase()))
  return missing.map((name) => `There is no endpoint "${name}" yet; its rule fits nothing until there is.`)
}
