import type { Target } from '../target.ts'
import { airtable } from './airtable.ts'
import { hubspot } from './hubspot.ts'
import { notion } from './notion.ts'
import { pipedrive } from './pipedrive.ts'
import { salesforce } from './salesforce.ts'
import { zapier } from './zapier.ts'

/** Takes any JSON, so that there is nothing to start from but the default body. */
const webhook: Target = { name: 'webhook', preset: null, fields: [] }
/** Make reads nested JSON as it is. */
const make: Target = { name: 'make', preset: null, fields: [] }

const TARGETS: readonly Target[] = [webhook, zapier, make, hubspot, salesforce, notion, airtable, pipedrive]

export const TARGET_NAMES = TARGETS.map(({ name }) => name)

/** What mappings for that kind start from; for a kind that nothing is known about, the same as for any webhook. */
export function targetNamed(name: string): Target {
  return TARGETS.find((one) => one.name === name) ?? webhook
}
