import { AppError } from '../errors.ts'
import { Settings } from '../lead/workspace.ts'
import type { Ports } from './ports.ts'
import { settingsOf } from './settings-of.ts'

/** Changes some settings of a workspace, all or none. Throws `bad_input` naming what is wrong. */
export async function changeSettings(
  ports: Ports,
  asked: { workspace: string; by: string; changes: Partial<Settings> },
): Promise<{ settings: Settings; warnings: string[] }> {
  const { workspace, by, changes } = asked
  const before = await settingsOf(ports, workspace)
  const parsed = Settings.safeParse({ ...before, ...changes })
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    throw new AppError('bad_input', wrong.join('\n'))
  }
  await ports.workspaces.saveSettings(workspace, changes)
  await ports.audit.write({
    at: ports.now(),
    workspace,
    by,
    what: 'settings changed',
    detail: { before, after: parsed.data },
  })
  return { settings: parsed.data, warnings: ports.model ? [] : unheeded(changes) }
}

/** Without a model the rules score, and those never decide alone. */
function unheeded({ auto_approve, auto_reject }: Partial<Settings>): string[] {
  if ((auto_approve ?? null) === null && (auto_reject ?? null) === null) return []
  return [
    'No AI model is set up (OPENAI_API_KEY): rules scores never decide alone, so these thresholds do nothing yet.',
  ]
}
