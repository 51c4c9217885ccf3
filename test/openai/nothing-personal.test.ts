import { afterAll, beforeAll, expect, it } from 'vitest'
import { USUAL_THRESHOLDS } from '../../src/lead/score.ts'
import { createModel } from '../../src/openai/model.ts'
import type { ScoringInput } from '../../src/scoring/input.ts'
import { scoreLead } from '../../src/scoring/score-lead.ts'
import { GOOD_ANSWER } from '../scoring/judgements.ts'
import { leadOf } from '../scoring/leads.ts'
import { type OpenAiStandIn, startOpenAi } from '../stand-ins/openai/index.ts'

const KEY = 'sk-test-key'
const LEADS = 1000
const AT_ONCE = 20

type Person = {
  first: string
  last: string
  mailbox: string
  domain: string
  phone: string
  card: string
  iban: string
}

const FIRSTS =
  'Quillan Zéphyrine Björk Ximena Žofia Ståle Özgür Jürgen Wolfgang Nkechi Владимир Ольга Γιώργος 秀英 健太 지훈 فاطمة נועה प्रियंका Þórdís'.split(
    ' ',
  )
const LASTS =
  "Vandermolen Krzyżanowski Müßiggang O'Sullihan Jørgensvik Peña-Quiroga Đurđević Tchaikowskaya Brøndgaard Açıkgöz Иванченко Соколова Παπαδόπουλος 欧阳 佐々木 남궁 الهاشمي כרמלי चतुर्वेदी Guðmundsdóttir".split(
    ' ',
  )

function personOf(n: number): Person {
  const first = FIRSTS[n % FIRSTS.length] ?? ''
  const last = LASTS[(n * 7 + Math.floor(n / FIRSTS.length)) % LASTS.length] ?? ''
  const digits = String(3_141_592_653 + n * 7_919)
  return {
    first,
    last,
    mailbox: ['zqmail', `kx.vogelsang${n}`, `tt_quarterman`, `${n}plumworth`][n % 4] ?? '',
    domain: ['quexcorp.example', 'gmail.com', 'mail.plimsoll-group.co.uk'][n % 3] ?? '',
    phone: digits,
    card: `4929${String(100_000_000_000 + n * 12_347)}`,
    iban: `DE89${String(370_400_440_532_000_000n + BigInt(n * 991))}`,
  }
}

const grouped = (text: string) => text.replace(/(.{4})(?=.)/g, '$1 ')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')

/** How people write their own name, address and numbers. */
const TELLING: ((person: Person) => string)[] = [
  ({ first, last }) => `Hi, I'm ${first} ${last} and we need a demo.`,
  ({ first }) => `${first} here, we need a quote for 40 seats.`,
  ({ first, last }) => `We want pricing.\n\nKind regards,\n${first} ${last}\nSales`,
  ({ first, last }) => `Ask for ${last}, ${first} (${last.toUpperCase()} ${first.toLowerCase()}).`,
  ({ first, last }) =>
    `My profile says ${plain(first)} ${plain(last)}; ${first.normalize('NFD')} ${last.normalize('NFD')}.`,
  ({ mailbox, domain }) => `Write to ${mailbox}@${domain} or <${mailbox.toUpperCase()}@${domain.toUpperCase()}>.`,
  ({ mailbox, domain }) => `Write to ${mailbox} at ${domain.replaceAll('.', ' dot ')} please`,
  ({ mailbox, domain }) => `Write to ${mailbox}[at]${domain.replaceAll('.', '[dot]')} or ${mailbox} (at) ${domain}`,
  ({ mailbox, domain }) =>
    `See https://acme.example/reset?mail=${mailbox}%40${domain}&x=1 and mailto:${mailbox}@${domain}`,
  ({ phone }) => `Call +1 ${phone.slice(0, 3)} ${phone.slice(3, 6)} ${phone.slice(6)} or 001-${phone}.`,
  ({ phone }) =>
    `Tel: (${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)}, fax ${phone.slice(0, 3)}.${phone.slice(3, 6)}.${phone.slice(6)}`,
  ({ phone }) =>
    `Ring 0${phone.slice(0, 2)}/${phone.slice(2, 6)} ${phone.slice(6)} or +49 (0)${phone.slice(0, 3)} ${phone.slice(3)}.`,
  ({ card, iban }) => `Pay by ${grouped(card)} or ${card} or from ${grouped(iban)}, ${iban}.`,
  ({ first, last }) =>
    `The login is ${first}${last}, ${first}.${last}, ${last}_${first}1985 and ${first.toLowerCase()}-${last.toLowerCase()}.`,
  ({ first, last, mailbox, domain }) => `Token ${base64(`${first} ${last} ${mailbox}@${domain}`)}`,
  ({ mailbox, domain }) =>
    `Write to ${mailbox} @ ${domain.replaceAll('.', ' . ')} or ${mailbox}(a)${domain.replaceAll('.', '(dot)')}`,
  ({ first, last }) => `My colleague ${first} ${last} has the plan in ${first}${last}Plan.pdf`,
  ({ first, last }) => `${[...first].join('\u200B')} ${[...last].join('\u200B')} wants a demo`,
]

function leadAbout(n: number): ScoringInput {
  const person = personOf(n)
  const { first, last, mailbox, domain, phone } = person
  const tell = (shift: number) => TELLING[(n + shift) % TELLING.length]?.(person) ?? ''
  return leadOf({
    name: [`${first} ${last}`, `${last}, ${first}`, `${first.toUpperCase()} ${last}`][n % 3] ?? null,
    email: `${mailbox}@${domain}`,
    phone: `+1 ${phone}`,
    company: n % 4 === 0 ? `${last} & Partners` : 'Acme',
    source: n % 5 === 0 ? `referral by ${first} ${last}` : 'website',
    message: `${tell(0)}\n${tell(4)}\n${tell(9)}`,
    fields: [
      { name: 'role', value: `Head of sales, ${first} ${last}` },
      { name: `about ${last}`, value: tell(2) },
      { name: 'extra', value: { note: [tell(6)], visitor: { full_name: `${first} ${last}`, seats: 40 } } },
      { name: 'callback', value: Number(phone) },
    ],
  })
}

/** What of a person stands in a text, in any letter case, with or without accents. */
function leaksIn(text: string, { first, last, mailbox, domain, phone, card, iban }: Person): string[] {
  const seen = plain(withDecoded(text)).toLowerCase()
  const digits = text.replace(/(?<=\d)[\s().\-/]+(?=\d)/g, '')
  return [
    ...[first, ...last.split(/[-']/)].filter((part) => part.length > 1 && seen.includes(plain(part).toLowerCase())),
    ...[mailbox, `@${domain}`].filter((part) => seen.includes(part.toLowerCase())),
    ...[phone, phone.slice(3), card.slice(4), iban.slice(6)].filter((number) => digits.includes(number)),
  ]
}

/** With what its blobs say, word for word. */
function withDecoded(text: string): string {
  const runs = text.match(/[A-Za-z0-9+/]{20,}={0,2}/g) ?? []
  return [text, ...runs.map((run) => Buffer.from(run, 'base64').toString())].join('\n')
}

let openAi: OpenAiStandIn
beforeAll(async () => {
  openAi = await startOpenAi({ apiKey: KEY })
  openAi.answer(() => GOOD_ANSWER)
})
afterAll(() => openAi.close())

it('of a thousand leads no name, address or number reaches the model', async () => {
  const model = createModel({
    apiKey: KEY,
    price: { tokensIn: 1, tokensOut: 1 },
    baseUrl: openAi.url,
    model: 'gpt-4.1-mini',
    timeoutMs: 15_000,
  })
  const leaks: string[] = []
  for (let from = 0; from < LEADS; from += AT_ONCE) {
    const before = openAi.requests.length
    const some = Array.from({ length: AT_ONCE }, (_, at) => from + at)
    await Promise.all(some.map((n) => scoreLead(leadAbout(n), model, USUAL_THRESHOLDS)))
    const told = openAi.requests
      .slice(before)
      .map(({ body }) => JSON.stringify(body))
      .join('\n')
    leaks.push(...some.flatMap((n) => leaksIn(told, personOf(n)).map((leak) => `${n}: ${leak}`)))
  }
  expect(openAi.requests.length).toBe(LEADS)
  expect([...new Set(leaks)]).toEqual([])
}, 180_000)
