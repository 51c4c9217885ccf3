import { expect, it } from 'vitest'
import { redactedReply } from '../../src/handoff/redact.ts'
import type { Reply } from '../../src/wire/reply.ts'

const ANSWER: Reply = {
  kind: 'answered',
  status: 422,
  headers: { location: 'https://crm.example/?key=topsecret-4711' },
  body: '{"message":"token Bearer topsecret-4711 and \\"quo\\\\\\"ted\\" are refused"}',
  bodyCut: false,
  phases: { total: 1 },
}

it('a receiver that quotes our secrets does not carry them into the log', () => {
  const reply = redactedReply(ANSWER, ['Bearer topsecret-4711'])
  expect(JSON.stringify(reply)).not.toContain('topsecret')
  expect(reply).toMatchObject({ kind: 'answered', body: expect.stringContaining('token •••• and') })
})

it('a secret is found as JSON writes it, and in the words of a failure', () => {
  const quoted: Reply = { ...ANSWER, body: JSON.stringify({ echo: 'pass"word\\1' }) }
  expect(JSON.stringify(redactedReply(quoted, ['pass"word\\1']))).not.toContain('word')
  const failed: Reply = {
    kind: 'failed',
    cause: 'protocol',
    message: 'bad header x-key: abcdef123',
    phases: { total: 1 },
  }
  expect(redactedReply(failed, ['abcdef123'])).toMatchObject({ message: 'bad header x-key: ••••' })
})

it('words that are no secret stay, also where a header is as short as a word', () => {
  expect(redactedReply(ANSWER, ['on', ''])).toEqual(ANSWER)
})
