import { Settings } from '../lead/workspace.ts'
import type { Ports } from './ports.ts'

/** A workspace's settings, as they are now; the defaults where nobody has set any. */
export async function settingsOf(ports: Ports, workspace: string): Promise<Settings> {
  return (await ports.workspaces.find(workspace))?.settings ?? Settings.parse({})
}

/** The settings as they were at most half a second ago. */
export async function latelySettings(ports: Ports, workspace: string): Promise<Settings> {
  return (await ports.workspaces.lately(workspace))?.settings ?? Settings.parse({})
}
