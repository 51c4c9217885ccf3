import { expect, it } from 'vitest'
import { rejectedGently } from '../../src/flow/outcome.ts'

it('a sender that switches a hook off after errors is told what is wrong in an answer that it takes for success', () => {
  const wrong = { status: 400, code: 'malformed_json', message: 'The body is not one JSON object in UTF-8.' }
  const fields = [{ field: 'email', code: 'required', message: 'email is required.' }] as const
  expect(rejectedGently(wrong)).toMatchObject({
    outcome: 'rejected',
    code: 'malformed_json',
    answer: { status: 200, body: { status: 'rejected', reason: 'malformed_json', fields: [] } },
  })
  expect(rejectedGently({ ...wrong, status: 422, code: 'validation_failed', fields }).answer.body).toEqual({
    status: 'rejected',
    reason: 'validation_failed',
    fields,
  })
})
