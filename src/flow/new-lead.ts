import { hash } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { Person } from '../lead/decision.ts'
import type { Endpoint } from '../lead/endpoint.ts'
import type { Field, Lead, LeadDraft } from '../lead/lead.ts'
import { received } from '../lead/transitions.ts'
import { Email, Name } from '../sources/person.ts'
import type { Ports } from './ports.ts'
import { ownerOf } from './save-lead.ts'

const REMEMBERED_MS = 24 * 3600 * 1000

/** A lead that a person types in. `key` tells a second submission of the same form from another lead. */
export type NewLead = {
  workspace: string
  by: Person
  /** Name or id; null takes the first that there is. */
  endpoint: string | null
  key: string
  name: string | null
  email: string | null
  phone: string | null
  company: string | null
  message: string | null
  fields: Field[]
  test: boolean
}

/** Something is wrong with one field of a new lead, and with nothing else. */
export class FieldError extends AppError {
  readonly field: keyof NewLead
  constructor(field: keyof NewLead, message: string) {
    super('bad_input', message)
    this.field = field
  }
}

/** Stores a lead that a person typed in, which then walks like any other. Throws a FieldError for what cannot be a lead. */
export async function newLead(ports: Ports, asked: NewLead): Promise<Lead> {
  const draft = draftOf(asked)
  const endpoint = await endpointFor(ports, asked)
  const { workspace, by, test } = asked
  const { id, name, source, channel, severity } = endpoint
  const at = ports.now()
  const lead = received(draft, {
    id: ports.newId('lead'),
    workspace,
    endpoint: { id, name, source },
    channel,
    subject: null,
    owner: ownerOf(endpoint),
    severity,
    test,
    unsigned: false,
    reach: { sms: false },
    at,
    by,
  })
  const saved = await ports.leads.insert(lead, {
    dedupeKey: `${id}:slack:${asked.key}`,
    bodyHash: hash('sha256', JSON.stringify(draft)),
    rememberedUntil: new Date(at.getTime() + REMEMBERED_MS),
    requestId: asked.key,
    address: 'slack',
    bytes: 0,
    ms: 0,
  })
  if (saved.kind !== 'new') return (await ports.leads.find(saved.leadId)) ?? lead
  ports.reached('received.saved')
  ports.later.scoreLead(lead.id, lead)
  return lead
}

function draftOf(asked: NewLead): LeadDraft {
  const { by, company, message, fields } = asked
  return {
    ...checked(asked),
    company,
    message,
    source: by.name ? `Slack, by ${by.name}` : 'Slack',
    sentAt: null,
    fields,
    flags: [],
    severity: null,
    conversation: null,
  }
}

function checked({ name, email, phone }: NewLead): Pick<Lead, 'name' | 'email' | 'phone'> {
  if (name === null && email === null && phone === null) {
    throw new FieldError('name', 'Give at least a name, an email address or a phone number.')
  }
  const [goodName, goodEmail] = [
    name === null ? null : Name.safeParse(name),
    email === null ? null : Email.safeParse(email),
  ]
  if (goodName?.error) throw new FieldError('name', `The name ${goodName.error.issues[0]?.message}`)
  if (goodEmail?.error) throw new FieldError('email', `The email ${goodEmail.error.issues[0]?.message}`)
  return { name: goodName?.data ?? null, email: goodEmail?.data ?? null, phone }
}

async function endpointFor(ports: Ports, { workspace, endpoint }: NewLead): Promise<Endpoint> {
  const all = (await ports.endpoints.list(workspace)).filter(({ disabled }) => !disabled)
  const found = endpoint === null ? all[0] : all.find(({ id, name }) => id === endpoint || name === endpoint)
  if (found) return found
  if (all.length === 0)
    throw new FieldError('endpoint', 'There is no endpoint yet: an admin adds one with `endpoint add`.')
  const known = all.map(({ name }) => name).join(', ')
  throw new FieldError('endpoint', `There is no endpoint "${endpoint}". Known ones: ${known}.`)
}
