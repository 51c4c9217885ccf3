import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'google-chrome', 'chromium-browser']
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** `CHROMIUM_PATH`, else the first Chromium on the PATH; undefined where there is none. */
function findChromium(env: NodeJS.ProcessEnv): string | undefined {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH
  const folders = (env.PATH ?? '').split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The Chromium for browser tests; undefined where none is found, which one line then tells.
 * Throws instead where `REQUIRE_BROWSER` is 1.
 */
export function chromiumForTests(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const path = findChromium(env)
  if (path) return path
  const words = `no Chromium at CHROMIUM_PATH, nor ${NAMES.join(', ')} on the PATH`
  if (env.REQUIRE_BROWSER === '1') throw new Error(`Browser tests cannot run: ${words}.`)
  console.log(`Browser tests are skipped: ${words}.`)
  return undefined
}

export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS, headless: true })
}
