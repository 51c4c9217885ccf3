import { Settings } from '../lead/workspace.ts'
import type { Ports } from './ports.ts'

/** A workspace's settings; the defaults where nobody has set any. */
export async function settingsOf(ports: Ports, workspace: string): Promise<Settings> {
  return (await ports.workspaces.find(workspace))?.settings ?? Settings.parse({})
}
