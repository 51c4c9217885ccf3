import { unmarked } from '../command/run-line.ts'
import type { Given } from './input.ts'

/** As long as RFC 5321 lets its parts be, so that a message of nothing but `a@a@…` is soon read. */
const EMAIL = /[^\s<>()[\]"',;:@]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}\p{N}-]{2,63}/u
const PHONE = /(?<![\w@.])\+?\(?\d[\d\s().-]{6,18}\d(?!\w)/
const FEWEST_DIGITS = 7

/** What a message says of a lead: an email address and a phone number in its text. Whoever wrote it is not taken for the lead. */
export function contactIn(message: string): Given {
  const text = unmarked(message)
  const email = EMAIL.exec(text)?.[0]
  const phone = PHONE.exec(text)?.[0].trim()
  const isPhone = phone !== undefined && phone.replace(/\D/g, '').length >= FEWEST_DIGITS
  return { ...(email && { email: [email] }), ...(isPhone && { phone: [phone] }), ...(text && { message: [text] }) }
}
