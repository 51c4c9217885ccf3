import { needsHuman } from '../lead/conversation.ts'
import { resolved } from '../lead/conversing.ts'
import { type Click, type ClickResult, changeLead } from './change-lead.ts'
import type { Ports } from './ports.ts'

/** Somebody took care of a conversation: it leaves the list, and the bot may talk again. Once; the second is told who was first. */
export function resolveConversation(ports: Ports, click: Click): Promise<ClickResult> {
  return changeLead(ports, click, 'resolve', (lead) =>
    needsHuman(lead.conversation) ? resolved(lead, click.by, ports.now()) : null,
  )
}
