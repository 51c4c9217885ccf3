import { timingSafeEqual } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { agentflow, basic, bearer, leadflo, querySecret, type Scheme } from '../../src/wire/scheme.ts'
import { signedRequest } from '../../src/wire/sign-request.ts'
import { verify } from '../../src/wire/verify.ts'

vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>()
  return { ...crypto, timingSafeEqual: vi.fn(crypto.timingSafeEqual) }
})
const compare = vi.mocked(timingSafeEqual)
afterEach(() => compare.mockClear())

const NOW = new Date('2026-03-02T09:30:00Z')
const CALL = { method: 'POST', target: '/in/key', headers: {}, body: Buffer.from('{}') }
const SECRETS = ['the-first-secret', 'another-one', 'a-third-secret']

function verdict(scheme: Scheme, secret: string) {
  const request = signedRequest(scheme, CALL, secret, { now: NOW, id: 'msg_1', publicUrl: 'https://leads.example.com' })
  return verify(scheme, request, { secrets: SECRETS, now: NOW })
}

test.each([
  ['a signature', agentflow],
  ['a header', leadflo],
  ['a bearer token', bearer],
  ['a password', basic],
  ['a query', querySecret],
] satisfies [string, Scheme][])(
  '%s is compared with every secret, in constant time and in no other way',
  (_, scheme) => {
    for (const sent of [...SECRETS, 'the-first-secreT', 'x', 'the-first-secret-and-more']) {
      compare.mockClear()
      expect(verdict(scheme, sent).ok).toBe(SECRETS.includes(sent))
      expect(compare).toHaveBeenCalledTimes(SECRETS.length)
    }
    compare.mockReturnValue(false)
    expect(verdict(scheme, 'the-first-secret')).toEqual({ ok: false, code: 'invalid_signature' })
    compare.mockReturnValue(true)
    expect(verdict(scheme, 'x')).toEqual({ ok: true })
    compare.mockReset()
  },
)
