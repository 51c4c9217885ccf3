import type { Lead } from './lead.ts'
import { phoneKey } from './phone.ts'

const MOST_WORDS = 12
const LONGEST_WORD = 80
const FEWEST_DIGITS = 5
const PHONE = /^[\d\s()+./-]+$/

/**
 * What a lead is found by, in lower case: the words of its name and company, its whole email and the mail's domain, and the digits
 * of its phone. A search matches their beginnings.
 */
export function searchWords({
  name,
  email,
  company,
  phone,
}: Pick<Lead, 'name' | 'email' | 'company' | 'phone'>): string[] {
  const mail = email?.trim().toLowerCase()
  const digits = phone?.replace(/\D/g, '')
  const all = [mail, mail?.split('@').at(-1), digits, ...wordsIn(name), ...wordsIn(company)]
  const words = all.flatMap((word) => (word ? [word.slice(0, LONGEST_WORD)] : []))
  return [...new Set(words)].slice(0, MOST_WORDS)
}

/** The search words, and the key of a person, by which leads of an email or a phone number are known; null for what is neither whole. */
export function knownBy(text: string): { words: string[]; key: string | null } | null {
  const mail = text.trim().toLowerCase()
  if (/^[^\s@]+@[^\s@]+$/.test(mail)) return { words: [mail.slice(0, LONGEST_WORD)], key: mail }
  if (!PHONE.test(text) || text.replace(/\D/g, '').length < FEWEST_DIGITS) return null
  const key = phoneKey(text, null)
  const digits = [text, key ?? ''].map((one) => one.replace(/\D/g, ''))
  return { words: [...new Set(digits.flatMap((one) => [one, `00${one}`]))], key }
}

/** What was typed, as the beginnings of such words; all of them must match. */
export function queryWords(text: string): string[] {
  if (PHONE.test(text) && text.replace(/\D/g, '').length >= FEWEST_DIGITS) return [text.replace(/\D/g, '')]
  const pieces = text.toLowerCase().normalize('NFKC').split(/\s+/)
  const words = pieces.flatMap((piece) => (/[@.]/.test(piece) ? [piece] : wordsIn(piece)))
  return [...new Set(words)].map((word) => word.slice(0, LONGEST_WORD))
}

function wordsIn(text: string | null): string[] {
  return (text ?? '')
    .toLowerCase()
    .normalize('NFKC')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
}
