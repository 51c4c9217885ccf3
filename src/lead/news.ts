import type { Conversation } from './conversation.ts'
import type { Field, LeadDraft } from './lead.ts'

/** What a sender tells about something that has its lead already, or will have it. */
export type News = {
  /** As the history calls it: `conversation_ended`, or `heard` for one more draft of the same. */
  what: string
  fields: Field[]
  conversation: Partial<Conversation> | null
} & Partial<Pick<LeadDraft, 'name' | 'email' | 'phone' | 'company' | 'message' | 'flags' | 'severity'>>

/** News at rest; `leadId` is the lead that it joined, null as long as it is held. */
export type HeldNews = {
  /** `news_` + ULID. */
  id: string
  workspace: string
  endpoint: string
  subject: string
  news: News
  at: Date
  leadId: string | null
}

/** A draft about something that has its lead already. */
export function newsOf(draft: LeadDraft): News {
  const { name, email, phone, company, message, fields, flags, severity, conversation } = draft
  return { what: 'heard', name, email, phone, company, message, fields, flags, severity, conversation }
}
