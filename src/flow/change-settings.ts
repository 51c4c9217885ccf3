import { AppError } from '../errors.ts'
import { Settings } from '../lead/workspace.ts'
import { audited } from './audited.ts'
import type { Ports } from './ports.ts'
import { settingsOf } from './settings-of.ts'

/** By what an unanswered lead's time is measured. */
const OF_TIME: ReadonlySet<string> = new Set(['sla', 'time_zone', 'business_hours', 'holidays', 'routing'])

/** Changes some settings of a workspace, all or none. Throws `bad_input` naming what is wrong. */
export async function changeSettings(
  ports: Ports,
  asked: { workspace: string; by: string; changes: Readonly<Record<string, unknown>> },
): Promise<{ settings: Settings; warnings: string[] }> {
  const { workspace, by, changes } = asked
  const before = await settingsOf(ports, workspace)
  const parsed = Settings.safeParse({ ...before, ...changes })
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    throw new AppError('bad_input', wrong.join('\n'))
  }
  const changed = (all: Settings) => Object.fromEntries(Object.entries(all).filter(([name]) => name in changes))
  const after = changed(parsed.data)
  const entry = { workspace, by, what: 'settings changed', detail: { before: changed(before), after } }
  await audited(ports, entry, () => ports.workspaces.saveSettings(workspace, after))
  if (Object.keys(after).some((name) => OF_TIME.has(name))) await ports.leads.lookAgain(workspace, ports.now())
  return { settings: parsed.data, warnings: ports.model ? [] : unheeded(after) }
}

/** Without a model the rules score, and those never decide alone. */
function unheeded({ auto_approve, auto_reject }: Partial<Settings>): string[] {
  if ((auto_approve ?? null) === null && (auto_reject ?? null) === null) return []
  return [
    'No AI model is set up (OPENAI_API_KEY): rules scores never decide alone, so these thresholds do nothing yet.',
  ]
}
