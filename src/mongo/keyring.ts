import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AppError } from '../errors.ts'

/** AES-256 keys by id; the first one encrypts, all of them decrypt. */
export type EncryptionKeys = readonly { id: string; key: Buffer }[]

/** Seals secrets at rest. `place` (collection and document) is bound in, so that a sealed value cannot be moved elsewhere. */
export type Keyring = { seal(value: unknown, place: string): string; open(sealed: string, place: string): unknown }

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM; a sealed value reads `v1:<key id>:<iv>:<tag>:<ciphertext>`, each part but the first two in base64url. */
export function createKeyring(keys: EncryptionKeys): Keyring {
  const [first] = keys
  if (!first) throw new AppError('bad_config', 'ENCRYPTION_KEYS holds no key.')
  return {
    seal(value, place) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, first.key, iv).setAAD(Buffer.from(place))
      const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
      return ['v1', first.id, ...[iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join(':')
    },
    open(sealed, place) {
      const [, id, iv, tag, text] = sealed.split(':')
      const key = keys.find((one) => one.id === id)?.key
      if (!key)
        throw new AppError(
          'bad_config',
          `A stored secret needs the encryption key "${id}", which ENCRYPTION_KEYS lacks.`,
        )
      const decipher = createDecipheriv(CIPHER, key, Buffer.from(iv ?? '', 'base64url'), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(place)).setAuthTag(Buffer.from(tag ?? '', 'base64url'))
      const plain = Buffer.concat([decipher.update(Buffer.from(text ?? '', 'base64url')), decipher.final()])
      return JSON.parse(plain.toString('utf8'))
    },
  }
}
