import { AppError } from '../errors.ts'
import { Settings } from '../lead/workspace.ts'
import { audited } from './audited.ts'
import type { Ports } from './ports.ts'

/** By what an unanswered lead's time is measured. */
const OF_TIME: ReadonlySet<string> = new Set(['sla', 'time_zone', 'business_hours', 'holidays', 'routing'])

/** What is to be changed, thought up from how the settings are. */
type SettingsAsk = {
  workspace: string
  by: string
  changesOf: (before: Settings) => Readonly<Record<string, unknown>>
}

/**
 * Changes some settings of a workspace, all or none. Throws `bad_input` naming what is wrong. Where somebody else was faster, the
 * changes are made to what stands then, so that nobody's are lost and no two that do not go together are both made.
 */
export async function changeSettings(
  ports: Ports,
  asked: SettingsAsk,
): Promise<{ settings: Settings; warnings: string[] }> {
  const { workspace: id, by, changesOf } = asked
  const workspace = await ports.workspaces.find(id)
  if (!workspace) throw new AppError('not_found', 'Slack has not told us of this workspace yet. Try again in a minute.')
  const { settings: before, settingsRevision } = workspace
  const changes = changesOf(before)
  const settings = checked({ ...before, ...changes })
  const changed = (all: Settings) => Object.fromEntries(Object.entries(all).filter(([name]) => name in changes))
  const after = changed(settings)
  const entry = { workspace: id, by, what: 'settings changed', detail: { before: changed(before), after } }
  const save = () => ports.workspaces.saveSettings(id, settingsRevision, after)
  if (!(await audited(ports, entry, save))) return changeSettings(ports, asked)
  if (Object.keys(after).some((name) => OF_TIME.has(name))) await ports.leads.lookAgain(id, ports.now())
  return { settings, warnings: ports.model ? [] : unheeded(after) }
}

function checked(all: object): Settings {
  const parsed = Settings.safeParse(all)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
  throw new AppError('bad_input', wrong.join('\n'))
}

/** Without a model the rules score, and those never decide alone. */
function unheeded({ auto_approve, auto_reject }: Partial<Settings>): string[] {
  if ((auto_approve ?? null) === null && (auto_reject ?? null) === null) return []
  return [
    'No AI model is set up (OPENAI_API_KEY): rules scores never decide alone, so these thresholds do nothing yet.',
  ]
}
