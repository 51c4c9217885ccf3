import { needsHuman } from '../lead/conversation.ts'
import { resolved } from '../lead/conversing.ts'
import type { Lead } from '../lead/lead.ts'
import { type Click, type ClickResult, changeLead } from './change-lead.ts'
import type { Ports } from './ports.ts'
import { lost } from './reach-owner.ts'

/** Somebody took care of a conversation: it leaves the list, and the bot may talk again. Once; the second is told who was first. */
export function resolveConversation(ports: Ports, click: Click): Promise<ClickResult> {
  return changeLead(ports, click, 'resolve', async (lead) =>
    needsHuman(lead.conversation) ? resolved(lead, click.by, await lostCallback(ports, lead), ports.now()) : null,
  )
}

async function lostCallback(ports: Ports, { endpoint, workspace }: Lead): Promise<string | null> {
  return lost(ports, workspace, (await ports.endpoints.lately(endpoint.id))?.settings.callback)
}
