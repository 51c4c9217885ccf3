import { withoutEncoded } from './disguises.ts'
import type { ScoringInput } from './input.ts'
import { mailboxOf } from './mailbox.ts'
import { maskOwnWords } from './own-words.ts'
import { literally } from './quotes.ts'

const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}\s?(?:@|%40|＠)\s?[\p{L}\p{N}.-]{1,190}\.\p{L}{2,}/gu
const AT = String.raw`(?:\s?[([{<]\s?(?:at|ät|a|@|arroba)\s?[)\]}>]\s?|\s(?:at|arroba|chez|bei)\s)`
const DOT = String.raw`(?:\s?[([{<]\s?(?:dot|punkt|point|punto|\.)\s?[)\]}>]\s?|\s(?:dot|punkt|point|punto|ponto)\s|\.)`
const SPELLED_EMAIL = new RegExp(
  String.raw`(?:[\w+-]{1,40}${DOT}){0,3}[\w+-]{1,64}${AT}(?:[\w-]{1,64}${DOT}){1,3}[a-z]{2,12}(?![\w-])`,
  'gi',
)
const SPACED_EMAIL =
  /[\p{L}\p{N}_+-]{1,64}(?:\s?\.\s?[\p{L}\p{N}_+-]{1,40}){0,3}\s?[@＠]\s?[\p{L}\p{N}-]{1,64}(?:\s?\.\s?\p{L}[\p{L}\p{N}-]{1,30}){1,3}/gu
const LINK =
  /\b(?:https?:\/\/|www\.|mailto:|tel:)[^\s<>"')\]]+|\b(?:linkedin|facebook|instagram|twitter|x|t|wa)\.(?:com|me)\/[^\s<>"')\]]+/gi
const ACCOUNT = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{3,4}){3,8}(?![A-Z0-9])/g
/** Nine digits or more, or seven after a plus or a zero; groups stand at most two signs apart. Dates and amounts are none. */
const GAP = String.raw`[\s().\-/\u2010-\u2015·]{0,2}`
const PHONE = new RegExp(
  String.raw`(?<![\p{Nd}$€£.,])(?!\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}(?!\p{Nd})|\p{Nd}{1,2}([./-])\p{Nd}{1,2}\1\p{Nd}{2,4}\b)(?:(?:\+\s?\(?|\(?0)(?:${GAP}\p{Nd}){6,}|\p{Nd}(?:${GAP}\p{Nd}){8,}|\(\p{Nd}{2,4}\)(?:${GAP}\p{Nd}){5,})|\b\p{Nd}{3}[-.]\p{Nd}{4}\b`,
  'gu',
)
const DIGIT = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|plus)'
const SPELLED_PHONE = new RegExp(String.raw`\b${DIGIT}(?:[\s,-]{1,2}${DIGIT}){5,}\b`, 'gi')

const NAME = String.raw`\p{Lu}[\p{L}\p{M}'’-]+(?:[ \t](?:(?:van|von|de|der|den|da|dos|del|la|bin|al|el|le) ){0,2}\p{Lu}[\p{L}\p{M}'’.-]*){0,3}`
const NO_NAME =
  '(?!(?:The|A|An|VP|CEO|CTO|CFO|CIO|COO|CMO|Head|Director|Manager|Owner|Founder|President|Chief|Vice|Senior|Interested|Looking|From|In|On|At|We|Our|Not|And|For|Just|Based)\\b)'
const INTRODUCTION = new RegExp(
  String.raw`((?:^|(?<![\p{L}\p{M}]))(?:[Mm]y name(?: is|['’]s)|[Nn]ame(?: is|:)|[Tt]his is|[Tt]his['’]s|[Ii](?:['’]m| am)(?: called| named)?|[Cc]all me|[Mm]ein Name ist|[Ii]ch (?:bin|heiße|heisse)|[Mm]e llamo|[Mm]i nombre es|[Ss]oy|[Jj]e m['’]appelle|[Mm]on nom est|[Jj]e suis|[Mm]i chiamo|[Ss]ono|[Mm]eu nome é|[Mm]e chamo|[Ii]k ben|[Mm]ijn naam is|[Nn]azywam się|[Mm]am na imię|[Jj]eg heter|[Jj]ag heter|[Mm]inun nimeni on|[Aa]dım|[Мм]еня зовут|[Мм]ене звати|[Яя]|[Κκ]ύριε|[Μμ]ε λένε)\s+)${NO_NAME}(${NAME})`,
  'gu',
)
const INTRODUCTION_ELSEWHERE =
  /((?:我叫|我的名字是|我是|私は|わたしは|제 이름은|저는|اسمي|أنا|שמי|मेरा नाम)\s?)([^\s,，。.、!！]{2,8}?)(?=[\s,，。.、!！]|です|と申|입니다|$)/gu
/** A line by itself after the closing words of a letter. */
const CLOSING =
  /((?:^|\n)[^\S\n]{0,3}(?:(?:kind|best|warm|many|with)? ?(?:regards|wishes)|best|cheers|(?:many )?thanks|thank you|(?:yours )?sincerely|yours(?: truly)?|(?:mit )?(?:freundlichen |besten |viele[n]? |liebe[n]? )?gr(?:ü|ue)(?:ß|ss)en?|cordialement|bien à vous|(?:un )?(?:cordial )?saludos?|atentamente|atenciosamente|cordiali saluti|(?:met vriendelijke )?groet(?:en)?|(?:med vänlig[a]? )?hälsning(?:ar)?|pozdrawiam|с уважением|з повагою|敬具|此致|--|—)[^\n]{0,12}\n+[^\S\n]{0,3})([^\n]{2,50})(?=\n|$)/giu
const SIGNED = new RegExp(
  String.raw`((?:[Rr]egards|[Bb]est|[Cc]heers|[Tt]hanks|[Ss]incerely|[Gg]r(?:ü|ue)(?:ß|ss)en?|[Cc]ordialement|[Ss]aludos)[,!.]?[ \t]+[-–—]?\s?)(${NAME})`,
  'gu',
)
const HERE = new RegExp(
  String.raw`(?<=^|[\n.!?] ?|\bhi |\bhello |\bHi |\bHello |\bHi, |\bHello, )(${NAME})(?= here\b)`,
  'gu',
)
/** Somebody else of theirs: "my colleague Ann Lee", "Mrs. Lee". */
const SPOKEN_OF = new RegExp(
  String.raw`(\b(?:[Cc]olleagues?|[Bb]oss|[Aa]ssistant|[Ss]ecretary|[Hh]usband|[Ww]ife|[Aa]sk for|[Kk]olleg(?:e|in|en)|[Cc]ollègue|[Cc]olega|Mr|Mrs|Ms|Dr|Herrn?|Frau|Mme|Señora?|Sra?)[.,:]?\s+)${NO_NAME}(${NAME})`,
  'gu',
)
const INVISIBLE = /[\u{E0000}-\u{E007F}\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u00AD]|(?![\n\t])\p{Cc}/gu
const FULL_WIDTH = /[\uFF01-\uFF5E\u3000]/u

/** Gives a text back without what tells who the lead is. */
export type Mask = (text: string) => string

/** Hides who the lead is in any text of theirs: addresses, numbers of phones and accounts, links and their own name. */
export function maskFor(lead: ScoringInput): Mask {
  const withoutOwn = maskOwnWords(lead)
  const domain = ownDomain(lead.email)
  return (text) => {
    const visible = text.normalize('NFC').replace(INVISIBLE, '')
    const bare = (FULL_WIDTH.test(visible) ? visible.normalize('NFKC') : visible)
      .replace(EMAIL, '[email]')
      .replace(SPACED_EMAIL, '[email]')
      .replace(SPELLED_EMAIL, '[email]')
      .replace(LINK, '[link]')
      .replace(domain, '[link]')
      .replace(ACCOUNT, '[number]')
      .replace(ownPhone(lead.phone), '[phone]')
      .replace(PHONE, '[phone]')
      .replace(SPELLED_PHONE, '[phone]')
      .replace(CLOSING, '$1[name]')
      .replace(SIGNED, '$1[name]')
      .replace(INTRODUCTION, '$1[name]')
      .replace(INTRODUCTION_ELSEWHERE, '$1[name]')
      .replace(SPOKEN_OF, '$1[name]')
      .replace(HERE, '[name]')
    return withoutOwn(withoutEncoded(bare, '[encoded]'))
  }
}

/** Is there nothing in this text but an address, a number or a name? */
export function isOnlyMasks(masked: string): boolean {
  return masked.replace(/\[(?:email|phone|name|link|number|encoded)\]/g, '').replace(/[\s\p{P}]+/gu, '') === ''
}

/** What stands behind the @ of the lead's own address, unless it is anybody's. */
function ownDomain(email: string | null): RegExp {
  const domain = email?.split('@').at(-1)?.trim() ?? ''
  if (mailboxOf(email) !== 'company domain' || !domain.includes('.')) return /(?!)/g
  return new RegExp(`(?<![\\p{L}\\p{N}-])${literally(domain)}(?![\\p{L}\\p{N}-])`, 'giu')
}

/** The lead's own number however it is spaced, from its last seven digits on. */
function ownPhone(phone: string | null): RegExp {
  const digits = (phone ?? '').replace(/\D/g, '')
  return digits.length < 7
    ? /(?!)/g
    : new RegExp(`\\+?(?:\\d[\\s().\\-/]{0,3}){0,8}${[...digits.slice(-7)].join('[\\s().\\-/]{0,3}')}`, 'g')
}
