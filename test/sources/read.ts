import type { LeadDraft } from '../../src/lead/lead.ts'
import type { LeadReading, Payload, Reading, Source, SourceSettings } from '../../src/sources/source.ts'
import { NO_SETTINGS } from '../support/endpoints.ts'

/** What the source makes of it, at an endpoint with these settings. */
export function read(source: Source, payload: Payload, endpoint: Partial<SourceSettings> = {}): Reading {
  return source.read(payload, { ...NO_SETTINGS, ...endpoint })
}

export function leadFrom(source: Source, payload: Payload, endpoint: Partial<SourceSettings> = {}): LeadReading {
  const reading = read(source, payload, endpoint)
  if (reading.kind !== 'lead') throw new Error(`not a lead: ${JSON.stringify(reading)}`)
  return reading
}

export function draftFrom(source: Source, payload: Payload, endpoint: Partial<SourceSettings> = {}): LeadDraft {
  return leadFrom(source, payload, endpoint).draft
}

/** Its problems as `field code`; none where it was taken. */
export function problemsFrom(source: Source, payload: Payload, endpoint: Partial<SourceSettings> = {}): string[] {
  const reading = read(source, payload, endpoint)
  return reading.kind === 'invalid' ? reading.fields.map(({ field, code }) => `${field} ${code}`) : []
}

/** The fields by name. */
export function fieldsOf({ fields }: Pick<LeadDraft, 'fields'>): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]))
}
