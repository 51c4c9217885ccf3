import { expect, it } from 'vitest'
import { contactIn } from '../../../src/slack/forms/message-lead.ts'

it('finds an address and a number in what people write', () => {
  const text = 'Ask <mailto:kim.o@sales.fjord.example|kim.o@sales.fjord.example>, or call +47 22 12 34 56.'
  expect(contactIn(text)).toMatchObject({ email: ['kim.o@sales.fjord.example'], phone: ['+47 22 12 34 56'] })
  expect(contactIn('see you at 5, room 12')).toEqual({ message: ['see you at 5, room 12'] })
})

it.each(['a', 'a@', 'a@b.', '<'])('is soon through with the longest message made of %j', (piece) => {
  expect(contactIn(piece.repeat(40_000 / piece.length)).email).toBeUndefined()
})
