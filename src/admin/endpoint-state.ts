import { endpointRow } from './endpoint-row.ts'
import { oneName, type Verb } from './verb.ts'

export const endpointDisable = stateVerb('disable', true, 'switches an endpoint off: every call is refused')
export const endpointEnable = stateVerb('enable', false, 'switches an endpoint on again')

function stateVerb(word: string, disabled: boolean, summary: string): Verb {
  return {
    name: `endpoint ${word}`,
    usage: `endpoint ${word} web`,
    summary,
    ...(disabled && { destroys: true as const }),
    async run({ flow, workspace, by }, words) {
      const ask = { workspace: workspace.id, by, endpoint: oneName(words) }
      return { data: endpointRow(await flow.setEndpointDisabled(ask, disabled)) }
    },
  }
}
