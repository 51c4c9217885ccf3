import type { Button, Overflow } from '@slack/types'
import type { Lead } from '../lead/lead.ts'
import { plain } from './rich.ts'
import { WORDS } from './words.ts'

/** The action ids that Slack sends back. */
export const ACTIONS = {
  approve: 'lead.approve',
  reject: 'lead.reject',
  review: 'lead.review',
  undo: 'lead.undo',
  reopen: 'lead.reopen',
  menu: 'lead.menu',
  retry: 'handoff.retry',
  handoffDetails: 'handoff.details',
  openCard: 'home.card',
} as const

/** What the card's menu offers. */
export type MenuVerb = 'details'

/** What a lead's button or menu option says when clicked: which lead, as of which revision; the verb for menus. */
export type LeadClick = { leadId: string; revision: number; verb: MenuVerb | null }

type LeadVerb = 'approve' | 'reject' | 'review' | 'undo' | 'reopen'

const STYLES: Partial<Record<LeadVerb, 'primary' | 'danger'>> = { approve: 'primary', reject: 'danger' }

/** A button of the card; its value is `lead_…|revision`. */
export function leadButton(verb: LeadVerb, lead: Lead): Button {
  const style = STYLES[verb]
  return {
    type: 'button',
    action_id: ACTIONS[verb],
    text: plain(WORDS.buttons[verb]),
    value: leadValue(lead),
    ...(style && { style }),
  }
}

/** The card's overflow menu; an option's value is `lead_…|revision|verb`. */
export function leadMenu(lead: Lead): Overflow {
  return {
    type: 'overflow',
    action_id: ACTIONS.menu,
    options: [{ text: plain(WORDS.buttons.details), value: `${leadValue(lead)}|details` }],
  }
}

/** A button under a thread line; its value is the handoff's id. */
export function handoffButton(verb: 'retry' | 'details', handoffId: string): Button {
  const action_id = verb === 'retry' ? ACTIONS.retry : ACTIONS.handoffDetails
  return { type: 'button', action_id, text: plain(WORDS.buttons[verb]), value: handoffId }
}

/** Reads what `leadButton` and `leadMenu` wrote; null for anything else. */
export function readLeadClick(value: string | undefined): LeadClick | null {
  const match = /^(lead_\w+)\|(\d{1,15})(?:\|(details))?$/.exec(value ?? '')
  const [, leadId, revision, verb] = match ?? []
  if (!leadId || !revision) return null
  return { leadId, revision: Number(revision), verb: verb === 'details' ? verb : null }
}

function leadValue(lead: Lead): string {
  return `${lead.id}|${lead.revision}`
}
