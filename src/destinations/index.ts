import { AppError } from '../errors.ts'
import { agentflow } from './agentflow.ts'
import { airtable } from './airtable.ts'
import { callurl } from './callurl.ts'
import { hubspot } from './hubspot.ts'
import type { Kind } from './kind.ts'
import { leadflo } from './leadflo.ts'
import { make } from './make.ts'
import { notion } from './notion.ts'
import { pipedrive } from './pipedrive.ts'
import { salesforce } from './salesforce.ts'
import { slack } from './slack.ts'
import { standardWebhooks } from './standard-webhooks.ts'
import { twilioSms } from './twilio-sms.ts'
import { webhook } from './webhook.ts'
import { zapier } from './zapier.ts'
import { zapito } from './zapito.ts'

const KINDS: readonly Kind[] = [
  webhook,
  zapier,
  make,
  hubspot,
  salesforce,
  notion,
  airtable,
  pipedrive,
  slack,
  twilioSms,
  agentflow,
  zapito,
  leadflo,
  callurl,
  standardWebhooks,
]

export const KIND_NAMES = KINDS.map(({ name }) => name)

/** The kind of that name; throws `bad_input` where there is none. */
export function kindNamed(name: string): Kind {
  const kind = KINDS.find((one) => one.name === name)
  if (!kind)
    throw new AppError('bad_input', `There is no destination kind "${name}". Known kinds: ${KIND_NAMES.join(', ')}.`)
  return kind
}

/** A setting as an admin set it, else its usual value. */
export function settingOf(kind: Kind, settings: Readonly<Record<string, string>>, name: string): string {
  const setting = kind.settings[name]
  if (!setting) throw new Error(`${kind.name} has no setting ${name}`)
  return settings[name] ?? setting.usual ?? ''
}

/** What is wrong with the settings of a kind, one sentence each. */
export function settingProblems(
  { name: kind, settings: known }: Kind,
  given: Readonly<Record<string, string>>,
): string[] {
  const names = Object.keys(known)
  const takes = names.length > 0 ? `It takes: ${names.join(', ')}.` : 'It takes none.'
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(known, name))
  const missing = names.filter((name) => known[name]?.isRequired && !given[name])
  return [
    ...unknown.map((name) => `${kind} has no setting "${name}". ${takes}`),
    ...missing.map((name) => `${kind} needs --set ${name}=…: ${known[name]?.what}.`),
  ]
}
