import { SEVERITIES, type Severity } from '../lead/conversation.ts'
import { listOf } from './lead-reading.ts'
import type { SourceSettings } from './source.ts'
import { textOf } from './text.ts'

/** Other words for the same, in lower case. */
const SEVERITY_WORDS: Record<Severity, readonly string[]> = {
  low: ['minor', 'trivial', 'info', 'p4'],
  normal: ['medium', 'moderate', 'routine', 'standard', 'default', 'regular', 'p3'],
  high: ['major', 'important', 'elevated', 'severe', 'p2'],
  urgent: ['critical', 'emergency', 'immediate', 'highest', 'p0', 'p1'],
}

/** A sensitive subject, or an AI that failed; so a person decides, whatever the endpoint says. */
const SENSITIVE_REASONS = ['model_error', 'out_of_credits', 'emergency_or_sensitive_request']

/** The severity that a sender's word means; null where it is no word for one. */
export function severityOf(value: unknown): Severity | null {
  const word = textOf(value)?.trim().toLowerCase() ?? ''
  return SEVERITIES.find((severity) => severity === word || SEVERITY_WORDS[severity].includes(word)) ?? null
}

/** Whether no threshold may decide: by the reason, by the severity, or because the endpoint's `sensitive_reasons` say so. */
export function isSensitive(reason: string, severity: Severity | null, { settings }: SourceSettings): boolean {
  const plain = (text: string) => text.trim().toLowerCase()
  const reasons = [...SENSITIVE_REASONS, ...listOf(settings.sensitive_reasons)].map(plain)
  return severity === 'urgent' || reasons.includes(plain(reason))
}
