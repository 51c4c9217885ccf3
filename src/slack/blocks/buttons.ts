import type { Button, Overflow } from '@slack/types'
import type { Lead } from '../../lead/lead.ts'
import { WORDS } from '../words/words.ts'
import { plain } from './rich.ts'

/** The action ids that Slack sends back. */
export const ACTIONS = {
  approve: 'lead.approve',
  reject: 'lead.reject',
  review: 'lead.review',
  claim: 'lead.claim',
  resolve: 'lead.resolve',
  dispute: 'lead.dispute',
  undo: 'lead.undo',
  reopen: 'lead.reopen',
  menu: 'lead.menu',
  earlierPage: 'page.earlier',
  laterPage: 'page.later',
  retry: 'handoff.retry',
  handoffDetails: 'handoff.details',
  openCard: 'home.card',
} as const

/** What the card's menu offers, in its order; Slack takes five of them. */
const MENU = ['details', 'assign', 'rescore', 'snooze', 'wake', 'history'] as const
type MenuVerb = (typeof MENU)[number]

/** What a lead's button or menu option says when clicked: which lead, as of which revision; the verb for menus. */
type LeadClick = { leadId: string; revision: number; verb: MenuVerb | null }

/** The verbs that are buttons of the card. */
export type LeadVerb = 'approve' | 'reject' | 'review' | 'claim' | 'resolve' | 'undo' | 'reopen' | 'dispute'

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
  const verbs = MENU.filter((verb) => isOffered(verb, lead))
  return {
    type: 'overflow',
    action_id: ACTIONS.menu,
    options: verbs.map((verb) => ({ text: plain(WORDS.buttons[verb]), value: `${leadValue(lead)}|${verb}` })),
  }
}

/** Who owns a decided lead matters no more; one that is put aside can be taken up again. */
function isOffered(verb: MenuVerb, { state, snooze }: Lead): boolean {
  if (verb === 'wake') return snooze !== null
  if (verb === 'snooze') return state === 'open' && snooze === null
  return state === 'open' || verb !== 'assign'
}

/** A button under a thread line; its value is the handoff's id. */
export function handoffButton(verb: 'retry' | 'details', handoffId: string): Button {
  const action_id = verb === 'retry' ? ACTIONS.retry : ACTIONS.handoffDetails
  return { type: 'button', action_id, text: plain(WORDS.buttons[verb]), value: handoffId }
}

/** Reads what `leadButton` and `leadMenu` wrote; null for anything else. */
export function readLeadClick(value: string | undefined): LeadClick | null {
  const [, leadId, revision, verb] = /^(lead_\w+)\|(\d{1,15})(?:\|(\w+))?$/.exec(value ?? '') ?? []
  if (!leadId || !revision) return null
  const known = MENU.find((one) => one === verb) ?? null
  return verb && !known ? null : { leadId, revision: Number(revision), verb: known }
}

function leadValue(lead: Lead): string {
  return `${lead.id}|${lead.revision}`
}
