import { conversationKeys } from '../handoff/conversation-body.ts'
import { decisionKeys, leadKeys, scoreKeys } from '../handoff/owing.ts'
import type { Conversation } from '../lead/conversation.ts'
import type { Lead } from '../lead/lead.ts'
import { handoffRow } from './handoff-row.ts'
import { oneName, type Verb } from './verb.ts'

export const show: Verb = {
  name: 'show',
  usage: 'show lead_…',
  summary: 'tells all about a lead: score, decision, handoffs and history',
  for: 'everyone',
  async run({ flow, workspace }, words) {
    const leadId = oneName(words)
    const { lead, handoffs } = await flow.lookUp(workspace.id, leadId)
    return {
      leads: [{ lead, failed: null, card: null }],
      data: {
        lead: leadData(lead),
        decision: lead.decision && {
          ...decisionKeys(lead),
          decision_version: lead.version,
          decided_at: lead.decision.at,
        },
        score: lead.score && {
          ...scoreKeys(lead),
          axes: lead.score.axes,
          learned: lead.score.learned,
          fallback: lead.score.fallback,
          scored_at: lead.scoredAt,
        },
        flags: flagsOf(lead),
        conversation: lead.conversation && wholeConversation(lead.conversation),
        notified: lead.notified,
        handoffs: handoffs.map(handoffRow),
        history: lead.history,
      },
    }
  },
}

function leadData(lead: Lead) {
  const { id, endpoint, test, receivedAt, scoredAt, decision, priorLeads, owner, rule, channel, state } = lead
  return {
    lead_id: id,
    state,
    ...leadKeys(lead),
    timestamp: lead.sentAt,
    owner,
    rule,
    severity: lead.severity,
    endpoint: { id: endpoint.id, name: endpoint.name },
    channel,
    test,
    received_at: receivedAt,
    scored_at: scoredAt,
    decided_at: decision?.at ?? null,
    prior_leads: priorLeads,
  }
}

/** With everything that was said, where a handoff has the last of it. */
function wholeConversation(conversation: Conversation) {
  return { ...conversationKeys(conversation), transcript: conversation.transcript }
}

function flagsOf(lead: Lead): string[] {
  const { flags, unsigned, score } = lead
  const more = [unsigned && 'unsigned', score?.injection && 'injection', score?.fallback]
  return [...flags, ...more.filter((flag) => typeof flag === 'string')]
}
