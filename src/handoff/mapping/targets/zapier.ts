import { field, type Target } from '../target.ts'

const SAME_NAME =
  'event lead_id handoff_id occurred_at name email phone company message source score confidence band summary recommended_action scored_by decision decision_version decision_reason test received_at scored_at decided_at prior_leads'.split(
    ' ',
  )

/** One flat object: Zapier makes line items of lists, and deep names of objects. */
export const zapier: Target = {
  name: 'zapier',
  preset: {
    ...Object.fromEntries(SAME_NAME.map((name) => [name, { $from: name }])),
    score_reasons: { $from: 'score_reasons.*.label', $join: ', ' },
    decided_by: { $from: ['decided_by.name', 'decided_by.id'] },
    decided_by_email: { $from: 'decided_by.email' },
    owner: { $from: ['owner.name', 'owner.id'] },
    owner_email: { $from: 'owner.email' },
    endpoint: { $from: 'endpoint.name' },
    slack_thread: { $from: 'links.slack_thread' },
    $spread: { from: 'fields', prefix: 'field_', text: true },
  },
  fields: [field('lead_id', { required: true })],
}
