import { AppError } from '../errors.ts'
import type { Destination } from '../handoff/destination.ts'
import { problemText } from '../handoff/mapped-body.ts'
import type { Json, Mapping } from '../handoff/mapping/index.ts'
import { checkMapping } from '../handoff/mapping/index.ts'
import { type Lint, previewMapping } from '../handoff/mapping/lint.ts'
import { targetNamed } from '../handoff/mapping/targets/index.ts'
import { bodyOf, handoffId } from '../handoff/owing.ts'
import { sampleBody } from '../handoff/sample-body.ts'
import type { Lead } from '../lead/lead.ts'
import { lookUp } from './look-up.ts'
import type { Ports } from './ports.ts'
import { linksOf } from './send-events.ts'

/** What a destination would be sent about a lead: `raw` before its mapping, `sent` after it. */
type MappingPreview = { leadId: string | null; raw: Json; sent: Json; lints: Lint[] }

const SHOWN_CHARACTERS = 2000
const SHOWN_MISTAKES = 20

/** The mapping that a text holds. Throws `bad_input` with every mistake and its place. */
export function checkedMapping(text: string): Mapping {
  const checked = checkMapping(parsed(text))
  if (checked.ok) return checked.mapping
  throw new AppError(
    'bad_input',
    `The mapping has mistakes: ${problemText(checked.problems, SHOWN_MISTAKES)}. Nothing was saved.`,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const where = error instanceof Error ? error.message : String(error)
    throw new AppError('bad_input', `The mapping is no JSON: ${where}. Nothing was saved.`, { cause: error })
  }
}

/** A dry run with that lead, or the newest one, or a made-up one where there is none. Sends and saves nothing. */
export async function previewDestination(
  ports: Ports,
  destination: Destination,
  { lead: leadId, target = destination.kind }: { lead?: string; target?: string } = {},
): Promise<MappingPreview> {
  const { workspace, mapping } = destination
  const lead = leadId ? (await lookUp(ports, workspace, leadId)).lead : await ports.leads.newest(workspace)
  const raw: Json = JSON.parse(JSON.stringify(lead ? await bodyFor(ports, destination, lead) : sample(ports)))
  const about = targetNamed(target)
  const used = mapping ?? about.preset
  if (used === null) return { leadId: lead?.id ?? null, raw, sent: raw, lints: [] }
  const { value, lints } = previewMapping(used, raw, about)
  return { leadId: lead?.id ?? null, raw, sent: value, lints }
}

/** For people who save a mapping: what it makes of a lead, and what is lost on the way. */
export async function mappingRemarks(ports: Ports, destination: Destination): Promise<string[]> {
  if (destination.mapping === null) return []
  const { leadId, sent, lints } = await previewDestination(ports, destination)
  const text = JSON.stringify(sent)
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text
  const losses = lints.filter(({ severity }) => severity !== 'info').map(lintText)
  const rest = lints.filter(({ severity }) => severity === 'info').map(({ message }) => message)
  return [
    `${leadId ?? 'A made-up lead'} would be sent as ${shown}`,
    ...losses,
    ...(rest.length > 0 ? [`info: ${rest.join('; ')}`] : []),
  ]
}

function lintText({ severity, path, message }: Lint): string {
  return `${severity}: ${path} ${message}`
}

async function bodyFor(ports: Ports, { id, events: [event = 'test'] }: Destination, lead: Lead) {
  const { version } = lead
  const what = { event, version, id: handoffId(lead.id, event, id, version), at: ports.now() }
  return bodyOf(lead, what, await linksOf(ports, lead))
}

function sample(ports: Ports) {
  return sampleBody(ports.newId('lead_test'), handoffId('lead_test', 'test', 'dest_test', 0), ports.now())
}
