import type { Connection } from 'mongoose'
import { Schema } from 'mongoose'
import { AppError } from '../errors.ts'
import { collectionOf } from './collection.ts'
import type { Keyring } from './keyring.ts'

type KeyCheckDoc = { _id: string; sealed: string }

const schema = new Schema<KeyCheckDoc>({ _id: String }, { collection: 'key_checks', strict: false, versionKey: false })
const ID = 'first'

/** Throws `bad_config` when the keys do not open what this database was sealed with, before the first lead finds out. */
export async function checkKeys(connection: Connection, keyring: Keyring): Promise<void> {
  const collection = collectionOf(connection, 'KeyCheck', schema)
  const fresh = { sealed: keyring.seal('greenlight', ID) }
  const doc = await collection.findOneAndUpdate(
    { _id: ID },
    { $setOnInsert: fresh },
    { upsert: true, returnDocument: 'after' },
  )
  try {
    if (doc) keyring.open(doc.sealed, ID)
  } catch (cause) {
    const message =
      'ENCRYPTION_KEYS do not open what is stored in this database: list the keys that it was used with, too.'
    throw new AppError('bad_config', message, { cause })
  }
}
