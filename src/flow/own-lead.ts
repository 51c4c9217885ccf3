import type { Person } from '../lead/decision.ts'
import { assigned, claimed } from '../lead/ownership.ts'
import { type Click, type ClickResult, changeLead } from './change-lead.ts'
import type { Ports } from './ports.ts'

/** Whoever clicks takes an open lead on that nobody has yet. */
export function claimLead(ports: Ports, click: Click): Promise<ClickResult> {
  return changeLead(ports, click, 'claim', (lead) =>
    lead.state === 'open' && !lead.owner ? claimed(lead, click.by, ports.now()) : null,
  )
}

/** Gives an open lead to somebody, whoever had it before. */
export function assignLead(ports: Ports, click: Click, to: Person): Promise<ClickResult> {
  return changeLead(ports, click, 'assign', (lead) =>
    lead.state === 'open' && lead.owner?.id !== to.id ? assigned(lead, to, click.by, ports.now()) : null,
  )
}
