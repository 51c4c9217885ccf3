/** The words of the form for a rule of routing. */
export const ROUTING_WORDS = {
  nameHint: 'The card says by which rule it was routed. A rule of the same name is replaced.',
  when: 'Leads for which all of this holds',
  endpoint: 'From one of these endpoints',
  source: 'From one of these kinds of sender',
  band: 'In one of these bands',
  severity: 'Of one of these severities',
  field: 'With these fields',
  fieldHint: 'One a line, as name=value; the same name on several lines: one of them must fit.',
  outcome: 'What comes of them',
  owner: 'They belong to',
  people: 'Or in turns to these people',
  group: 'Or in turns to a user group',
  groupHint: 'Its id, such as S0123ABCD: in Slack, under People, User groups, the ⋮ menu copies it.',
  mention: 'Whom the card pings',
  mentionHint: 'The id of a person (U…) or of a user group (S…).',
  sla: 'Time to answer',
  slaHint:
    'Minutes of work until its owner is reminded, the fallback owner is told, and it is somebody else’s: 15/45/60, or off.',
  at: 'Place among the rules',
  atHint: (count: number) => `The first rule that fits counts. There are ${count} now; left empty, it comes last.`,
} as const
