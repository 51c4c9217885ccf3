import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EncryptionKeys } from './keyring.ts'

const FILE = 'encryption-key'
const KEY_BYTES = 32

/** The key of a machine without ENCRYPTION_KEYS: made once, readable by its owner alone. Whoever links first wins, so two processes agree. */
export async function localKeys(folder: string): Promise<EncryptionKeys> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, FILE)
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600 })
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
  return [{ id: 'local', key: Buffer.from(await readFile(path, 'utf8'), 'base64') }]
}
