import { AppError } from '../errors.ts'
import { conversationKeys } from '../handoff/conversation-body.ts'
import { colleague } from '../lead/ownership.ts'
import { oneName, type Verb } from './verb.ts'

export const resolve: Verb = {
  name: 'resolve',
  usage: 'resolve lead_…',
  summary: 'marks a conversation that waited for a person as resolved, so that its bot may talk again',
  for: 'deciders',
  async run({ flow, workspace, by }, words) {
    const asked = { workspace: workspace.id, leadId: oneName(words), by: colleague(by) }
    const unseen = { standing: null, cardTs: null, revision: null }
    const result = await flow.resolveConversation({ ...asked, ...unseen })
    if (result.kind === 'refused') throw new AppError('forbidden', 'Only those who decide leads resolve conversations.')
    const { kind, lead } = result
    const { conversation } = lead
    if (!conversation) throw new AppError('conflict', 'This lead came without a conversation.')
    if (kind === 'done') return { data: { lead_id: lead.id, conversation: conversationKeys(conversation) } }
    const { resolved } = conversation
    const first = resolved && `${resolved.by.name ?? resolved.by.id} resolved it at ${resolved.at.toISOString()}.`
    throw new AppError('conflict', first ?? 'Nobody waits for a person in this conversation.')
  },
}
