import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createKeyring } from '../../src/mongo/index.ts'

const old = { id: 'k1', key: randomBytes(32) }
const fresh = { id: 'k2', key: randomBytes(32) }
const PLACE = 'destinations:dest_1'
const secret = { url: 'https://crm.example', headers: { authorization: 'Bearer été' } }

describe('a sealed secret', () => {
  const keyring = createKeyring([old])
  const sealed = keyring.seal(secret, PLACE)

  it('opens again where it was sealed, and shows nothing of itself', () => {
    expect(keyring.open(sealed, PLACE)).toEqual(secret)
    expect(sealed).toMatch(/^v1:k1:[\w-]+:[\w-]+:[\w-]+$/)
    expect(Buffer.from(sealed.split(':')[4] ?? '', 'base64url').toString()).not.toContain('crm')
    expect(keyring.seal(secret, PLACE)).not.toBe(sealed)
  })

  it('does not open in another place', () => {
    expect(() => keyring.open(sealed, 'destinations:dest_2')).toThrow()
  })

  it.each([2, 3, 4])('does not open when a bit of part %i was changed', (part) => {
    const parts = sealed.split(':')
    const bytes = Buffer.from(parts[part] ?? '', 'base64url')
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0)
    expect(() => keyring.open(parts.with(part, bytes.toString('base64url')).join(':'), PLACE)).toThrow()
  })

  it('does not open with a shortened tag, which would be easier to forge', () => {
    const parts = sealed.split(':')
    const tag = Buffer.from(parts[3] ?? '', 'base64url').subarray(0, 4)
    expect(() => keyring.open(parts.with(3, tag.toString('base64url')).join(':'), PLACE)).toThrow()
  })

  it.each(['', 'v1', 'v1:k1', 'v1:k1:::', 'plain text'])('is not "%s"', (text) => {
    expect(() => keyring.open(text, PLACE)).toThrow()
  })
})

describe('when keys change', () => {
  it('the first one encrypts, and all of them decrypt', () => {
    const before = createKeyring([old]).seal(secret, PLACE)
    const during = createKeyring([fresh, old])
    expect(during.open(before, PLACE)).toEqual(secret)
    expect(during.seal(secret, PLACE)).toMatch(/^v1:k2:/)
  })

  it('a key that was taken away is named', () => {
    const before = createKeyring([old]).seal(secret, PLACE)
    expect(() => createKeyring([fresh]).open(before, PLACE)).toThrow(
      'A stored secret needs the encryption key "k1", which ENCRYPTION_KEYS lacks.',
    )
  })

  it('another key under the same id opens nothing', () => {
    const before = createKeyring([old]).seal(secret, PLACE)
    expect(() => createKeyring([{ id: 'k1', key: fresh.key }]).open(before, PLACE)).toThrow()
  })

  it('there has to be one', () => expect(() => createKeyring([])).toThrow('ENCRYPTION_KEYS holds no key.'))
})
