import { disputed, isDisputable } from '../lead/disputed.ts'
import { type Click, type ClickResult, changeLead } from './change-lead.ts'
import type { Ports } from './ports.ts'

/** Somebody found the summary of a lead wrong: its card says so, and the figures count it. */
export function disputeSummary(ports: Ports, click: Click): Promise<ClickResult> {
  return changeLead(ports, click, 'dispute', (lead) =>
    isDisputable(lead) ? disputed(lead, click.by, ports.now()) : null,
  )
}
