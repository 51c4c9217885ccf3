import type { ScoringInput } from '../../src/scoring/input.ts'
import { NOBODY } from '../support/leads.ts'

/** A lead as scoring sees it; everything not given is unknown. */
export function leadOf(known: Partial<ScoringInput> = {}): ScoringInput {
  return { ...NOBODY, fields: [], priorLeads: 0, ...known }
}

export const ENTERPRISE_DEMO = leadOf({
  name: 'Jane Doe',
  email: 'jane.doe@northwind.example',
  phone: '+1 415 555 0134',
  company: 'Northwind Traders',
  message:
    'I am VP of Operations at Northwind. We would like to schedule a demo for our 450 sales reps: we are replacing our old CRM, ' +
    'the budget of $120,000 is approved, and we need to be live by 30 September. Our shortlist has three vendors.',
  source: 'website',
})
