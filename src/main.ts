import { existsSync, readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { startApp } from './app.ts'
import { readConfig } from './config.ts'
import { AppError } from './errors.ts'
import { createLog, errorFields } from './log.ts'

const EX_CONFIG = 78
const STOP_WITHIN_MS = 24_000
/** Left to itself, V8 lets the heap grow to four times what lives in it before it collects; a small machine has other uses for that. */
const HEAP_GROWING_PERCENT = 25

setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`)

try {
  const config = readConfig(process.env, existsSync('.env') ? readFileSync('.env', 'utf8') : '')
  const log = createLog(config.LOG_LEVEL)
  const app = await startApp(config, log)
  log.info({ port: app.port, role: config.ROLE }, 'listening')
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))

  async function stop(signal: string): Promise<void> {
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    try {
      await app.stop()
      log.info('stopped')
      process.exit(0)
    } catch (error) {
      log.error(errorFields(error), 'stopped with an error')
      process.exit(1)
    }
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(error.code === 'bad_config' ? EX_CONFIG : 1)
}
