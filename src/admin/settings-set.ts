import { z } from 'zod'
import { settingText, settingValue } from './setting-text.ts'
import type { Verb } from './verb.ts'

export const settingsSet: Verb = {
  name: 'settings set',
  usage:
    'settings set undo_seconds=0 auto_approve=85 sla=15/45/60 time_zone=Europe/Berlin business_hours="mon-fri 09:00-17:00" holidays=2026-12-25 deciders=S0SALES,U0ANN@C0VIP (off: none)',
  summary: 'changes how this workspace works, from the next lead and click on',
  async run({ flow, workspace, by }, words) {
    const pairs = Object.entries(words.pairs)
    if (pairs.length === 0)
      throw new z.ZodError([{ code: 'custom', path: [], message: 'names no setting', input: words }])
    const changes = Object.fromEntries(pairs.map(([name, text]) => [name, settingValue(name, text)]))
    const asked = { workspace: workspace.id, by, changesOf: () => changes }
    const { settings, warnings } = await flow.changeSettings(asked)
    return { data: settings, remarks: warnings }
  },
}

export const settings: Verb = {
  name: 'settings',
  usage: 'settings',
  summary: 'tells how this workspace works now, as it would be typed',
  async run({ workspace }) {
    const all = Object.entries(workspace.settings)
    return {
      data: Object.fromEntries(
        all.map(([name, value]) => [name, typeof value === 'number' ? value : settingText(value)]),
      ),
    }
  },
}
