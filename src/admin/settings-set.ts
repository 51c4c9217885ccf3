import { z } from 'zod'
import { AppError } from '../errors.ts'
import { Settings } from '../lead/workspace.ts'
import type { Verb } from './verb.ts'

const KNOWN = Object.keys(Settings.shape)

export const settingsSet: Verb = {
  name: 'settings set',
  usage: 'settings set undo_seconds=0 auto_approve=85 deciders=S0SALES,U0ANN@C0VIP (off: none)',
  summary: 'changes how this workspace works, from the next lead and click on',
  async run({ flow, workspace, by }, words) {
    const pairs = Object.entries(words.pairs)
    if (pairs.length === 0)
      throw new z.ZodError([{ code: 'custom', path: [], message: 'names no setting', input: words }])
    const changes = Object.fromEntries(pairs.map(([name, text]) => [name, settingValue(name, text)]))
    const { settings, warnings } = await flow.changeSettings({ workspace: workspace.id, by, changes })
    return { data: settings, remarks: warnings }
  },
}

export const settings: Verb = {
  name: 'settings',
  usage: 'settings',
  summary: 'tells how this workspace works now',
  async run({ workspace }) {
    return {
      data: Object.fromEntries(Object.entries(workspace.settings).map(([name, value]) => [name, value ?? 'off'])),
    }
  },
}

const USUAL: Record<string, unknown> = Settings.parse({})

function settingValue(name: string, text: string): number | string | string[] | null {
  if (!KNOWN.includes(name))
    throw new AppError('bad_input', `There is no setting "${name}". Known settings: ${KNOWN.join(', ')}.`)
  if (Array.isArray(USUAL[name])) return text === 'off' ? [] : text.split(',').map((one) => one.trim())
  if (text === 'off') return name === 'undo_seconds' ? 0 : null
  if (name === 'alerts_channel') return text
  if (name === 'ai_budget_usd' && /^\d+\.\d{1,4}$/.test(text)) return Number(text)
  if (!/^\d+$/.test(text)) throw new AppError('bad_input', `${name} must be a whole number or off, not "${text}".`)
  return Number(text)
}
