import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

/** What the demo keeps between runs beside its database: it plays Slack, the sender and the CRM, so it knows their secrets. */
const Demo = z.object({
  slack: z.object({ botToken: z.string(), signingSecret: z.string() }),
  endpoint: z.object({ url: z.string(), secret: z.string() }),
  crmSecret: z.string(),
})
export type Demo = z.infer<typeof Demo>

export const DEMO_FILE = '.greenlight/demo.json'

/** Null before the first run. */
export async function readDemo(): Promise<Demo | null> {
  const text = await readFile(DEMO_FILE, 'utf8').catch(() => null)
  return text === null ? null : Demo.parse(JSON.parse(text))
}

export async function writeDemo(demo: Demo): Promise<void> {
  await mkdir(dirname(DEMO_FILE), { recursive: true, mode: 0o700 })
  await writeFile(DEMO_FILE, JSON.stringify(demo, null, 2), { mode: 0o600 })
}

export function newSlackSecrets(): Demo['slack'] {
  return { botToken: `xoxb-${randomBytes(12).toString('hex')}`, signingSecret: randomBytes(16).toString('hex') }
}
