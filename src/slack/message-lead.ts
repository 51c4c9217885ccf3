import type { Given } from './form-inputs.ts'
import { unmarked } from './run-line.ts'

const EMAIL = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+\.[\p{L}\p{N}-]{2,}/u
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
