import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { alpha2 } from './country.ts'

/** Whether this is a phone number that begins with a plus and its country's code, and could be dialled as it stands. */
export function isInternational(text: string): boolean {
  const plain = text.trim()
  return plain.startsWith('+') && (parsePhoneNumberFromString(plain, { extract: false })?.isPossible() ?? false)
}

/**
 * What is equal for two spellings of one phone number: E.164 (and the extension, if any) where the number or `country` (as a
 * name, alpha-2 or alpha-3) says where it is, else its digits. Null where there are none.
 */
export function phoneKey(text: string, country: string | null): string | null {
  const plain = text.normalize('NFKC').trim()
  const digits = (plain.match(/\p{Nd}/gu) ?? []).join('')
  if (digits === '') return null
  const home = country === null ? null : alpha2(country)
  const sent = parsePhoneNumberFromString(plain, home ? { defaultCountry: home, extract: false } : { extract: false })
  if (sent?.isPossible()) return sent.ext ? `${sent.number};ext=${sent.ext}` : sent.number
  const abroad = parsePhoneNumberFromString(`+${digits.replace(/^00/, '')}`, { extract: false })
  return abroad?.isValid() ? abroad.number : digits
}
