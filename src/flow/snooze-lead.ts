import { awaited } from '../lead/answering.ts'
import { snoozed, woken } from '../lead/snooze.ts'
import { type Click, type ClickResult, changeLead } from './change-lead.ts'
import type { Ports } from './ports.ts'
import { latelySettings } from './settings-of.ts'

/** Puts an open lead aside until a time, from which it is shown again by itself. */
export function snoozeLead(ports: Ports, click: Click, until: Date): Promise<ClickResult> {
  return changeLead(ports, click, 'snooze', (lead) =>
    lead.state === 'open' ? snoozed(lead, { until, by: click.by }, ports.now()) : null,
  )
}

/** Brings a lead back before its time. */
export async function unsnoozeLead(ports: Ports, click: Click): Promise<ClickResult> {
  const settings = await latelySettings(ports, click.workspace)
  return changeLead(ports, click, 'wake', (lead) =>
    lead.snooze ? awaited(woken(lead, ports.now(), click.by), settings, ports.now()) : null,
  )
}

/** Brings a lead back whose time has come, and with it the time to answer it; the sweep calls. */
export async function wakeLead(ports: Ports, id: string): Promise<void> {
  const lead = await ports.leads.find(id)
  if (!lead?.snooze || lead.snooze.until > ports.now()) return
  const now = ports.now()
  const after = awaited(woken(lead, now), await latelySettings(ports, lead.workspace), now)
  if (await ports.leads.advance(lead, after)) ports.later.sendEvents(id, after)
}
