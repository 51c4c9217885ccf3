import type { Automatic } from '../lead/automatic.ts'
import { type Thresholds, USUAL_THRESHOLDS } from '../lead/score.ts'
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

/** Where the bands end: at the thresholds that decide, or the usual ones while these are off. */
export function thresholdsOf({ approve, reject }: Automatic): Thresholds {
  return { approve: approve ?? USUAL_THRESHOLDS.approve, reject: reject ?? USUAL_THRESHOLDS.reject }
}
