/** One row of the inbound log for a call that made no lead. */
export type InboundRow = {
  at: Date
  workspace: string
  endpoint: { id: string; name: string }
  outcome: 'received' | 'duplicate' | 'ignored' | 'rejected'
  code: string | null
  status: number
  requestId: string
  address: string
  bytes: number
  bodyHash: string | null
  ms: number
  leadId: string | null
}

export type InboundLog = {
  /** Never fails the call that it tells of. Counts every refusal, and keeps at most 100 rows of them a minute per endpoint. */
  write(row: InboundRow): Promise<void>
  /** Newest first; `endpoint` is an id. */
  recent(workspace: string, filter: InboundFilter): Promise<InboundRow[]>
  /** Forgets from where calls about these leads came. */
  erase(leads: readonly string[]): Promise<void>
  /** How often an endpoint refused for each reason in the last 30 days; a second late. */
  refusals(endpoint: string): Promise<Record<string, number>>
  /** Writes what is counted so far. */
  flush(): Promise<void>
}

export type InboundFilter = { lead?: string; endpoint?: string; code?: string; limit: number }

/** One row of the audit log: who changed or decided what, with how it was before and after. Secrets never stand in it. */
export type AuditRow = {
  id: string
  at: Date
  workspace: string
  by: string
  what: string
  detail: Record<string, unknown>
  /** `begun`: nobody knows whether it was done, for the process died. */
  outcome: 'begun' | 'done' | 'failed'
}

/** Null is all; `by` and `what` are exact. */
export type AuditFilter = {
  since: Date | null
  until: Date | null
  by: string | null
  what: string | null
  limit: number | null
}

export type Audit = {
  /** Durable when it resolves. */
  begin(row: Omit<AuditRow, 'outcome'>): Promise<void>
  /** How it ended; what is said once stays. */
  end(id: string, outcome: 'done' | 'failed'): Promise<void>
  /** Newest first. */
  each(workspace: string, filter: AuditFilter): AsyncIterable<AuditRow>
}
