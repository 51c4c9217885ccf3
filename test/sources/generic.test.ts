import { describe, expect, test } from 'vitest'
import { generic } from '../../src/sources/generic.ts'
import { draftFrom, fieldsOf, problemsFrom, read } from './read.ts'

describe('without a map', () => {
  test.for([
    { 'First Name': 'Ann', LAST_NAME: 'Lee', 'e-mail': 'a@example.com' },
    { 'your-name': 'Ann Lee', 'your-email': 'a@example.com' },
    { 'fields[name]': 'Ann Lee', 'fields[email]': 'a@example.com' },
    { fullName: 'Ann Lee', emailAddress: ' a@example.com ' },
    { name: { last: 'Lee', first: 'Ann' }, Email: ['a@example.com'] },
    { name: '', first_name: 'Ann', last_name: 'Lee', mail: 'a@example.com' },
    { Prénom: 'Ann', Nom: 'Lee', Courriel: 'a@example.com' },
    { 姓名: 'Ann Lee', 邮箱: 'a@example.com' },
    { data: { contact: { name: 'Ann Lee', email: 'a@example.com' } } },
    { payload: '{"name":"Ann Lee","email":"a@example.com"}' },
    { name: 'Contact form', data: { name: 'Ann Lee', email: 'a@example.com' } },
    {
      fields: [
        { label: 'Full name', value: 'Ann Lee' },
        { label: 'Work email', value: 'a@example.com' },
      ],
    },
    { 'What is your name?': 'Ann Lee', 'Где вам писать': 'a@example.com' },
  ])('%j is Ann Lee', (payload) => {
    expect(draftFrom(generic, payload)).toMatchObject({ name: 'Ann Lee', email: 'a@example.com' })
  })

  test('what is usual for something else is not taken for a name', () => {
    const draft = draftFrom(generic, {
      username: 'ann7',
      form_name: 'Demo',
      company_name: 'Acme',
      email: 'a@example.com',
    })
    expect(draft).toMatchObject({ name: null, source: 'Demo', company: 'Acme', fields: [{ name: 'username' }] })
  })

  test('of two addresses behind labels that say nothing, neither is taken', () => {
    expect(problemsFrom(generic, { x: 'a@example.com', y: 'b@example.com' })).toEqual(['email required'])
  })

  test('a wrapper is opened only where it told something; names that come twice stay apart', () => {
    const nested = { utm: { source: 'ads' }, data: { id: 2 } }
    expect(fieldsOf(draftFrom(generic, { email: 'a@example.com', ...nested }))).toEqual(nested)
    const opened = draftFrom(generic, { id: 1, data: { id: 2, email: 'a@example.com' } })
    expect(fieldsOf(opened)).toEqual({ id: 1, 'data.id': 2 })
    const asked = ['a', 'b', 'c'].map((value) => ({ label: 'x', value }))
    expect(fieldsOf(draftFrom(generic, { fields: [...asked, { label: 'email', value: 'a@example.com' }] }))).toEqual({
      x: 'a',
      'fields.x': 'b',
      'fields.x (2)': 'c',
    })
  })

  test('a longer text of several parts is text, and the parts are kept', () => {
    const draft = draftFrom(generic, { email: 'a@example.com', message: { subject: 'Demo', body: ['soon', 'please'] } })
    expect(draft.message).toBe('Demo soon, please')
    expect(fieldsOf(draft)).toEqual({ message: { subject: 'Demo', body: ['soon', 'please'] } })
  })

  test('a message in HTML becomes text, and is kept as it was sent', () => {
    const message = '<p>Hello <b>there</b> &amp; all</p><p>Second<br>line</p><img src=x><script>x()</script>'
    const draft = draftFrom(generic, { email: 'a@example.com', message })
    expect(draft.message).toBe('Hello there & all\n\nSecond\nline')
    expect(draft.fields).toEqual([{ name: 'message (as sent)', value: message }])
  })

  test.for([
    'Is 3 < 5 & 7 > 6?',
    'Write to <ann@example.com>, or see <https://example.com/a>',
    '&lt;p&gt;',
    'List<String> in <T>',
    '<p><img src="x"></p>',
    `${'<p>x'.repeat(12_500)}</p>`,
  ])('%.40s is taken as it is', (message) => {
    const { message: kept, fields } = draftFrom(generic, { email: 'a@example.com', message })
    expect([kept, fields]).toEqual([message, []])
  })

  test('an HTML message costs none of the 250 fields, and is dropped with what it was sent as', () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`x${n}`, n]))
    const payload = { email: 'a@example.com', message: '<b>Hi</b>', ...many }
    expect(draftFrom(generic, payload).fields).toHaveLength(251)
    const dropped = draftFrom(generic, payload, { settings: { drop: 'message' } })
    expect(dropped).toMatchObject({ message: null, fields: { length: 250 } })
  })

  test('too long a name costs no lead', () => {
    const name = 'x'.repeat(201)
    const draft = draftFrom(generic, { name, email: 'a@example.com' })
    expect(draft).toMatchObject({ name: null, flags: ['bad_name'], fields: [{ name: 'name', value: name }] })
  })

  test('a bad time is kept as text and flagged', () => {
    const draft = draftFrom(generic, { timestamp: 1731573840, phone: 5551234 })
    expect(draft).toMatchObject({ sentAt: '1731573840', phone: '5551234', flags: ['bad_timestamp'] })
  })

  test('problems are told in the sender’s own names', () => {
    expect(problemsFrom(generic, { data: { 'E-Mail': null, name: 'Ann' } })).toEqual(['data.E-Mail required'])
    expect(problemsFrom(generic, { Email: 'ann', Telefon: '?' })).toEqual([
      'Email invalid_format',
      'Telefon invalid_format',
    ])
    expect(problemsFrom(generic, { data: {} })).toEqual(['data.email required'])
    expect(problemsFrom(generic, {})).toEqual(['email required'])
  })

  test('a test is one, and a ping is no lead', () => {
    expect(read(generic, { event: 'webhook.test' }).kind).toBe('test')
    expect(read(generic, { type: 'ping' })).toEqual({ kind: 'ignored', reason: 'ping' })
    expect(read(generic, { type: 'shopping', email: 'a@example.com' }).kind).toBe('lead')
  })
})

describe('with a map', () => {
  const map = { name: { join: ['who.first', 'who.last'] }, email: ['who.work', 'who.emails.0.address'], plan: 'a\\.b' }

  test('paths descend, lists are counted, the first with a value counts, parts are joined', () => {
    const payload = {
      who: { first: 'Ann', last: 'Lee', work: ' ', emails: [{ address: 'a@example.com' }] },
      'a.b': { n: 1 },
    }
    const draft = draftFrom(generic, payload, { map })
    expect(draft).toMatchObject({ name: 'Ann Lee', email: 'a@example.com' })
    expect(fieldsOf(draft)).toEqual({ plan: { n: 1 }, who: { work: ' ', emails: [{ address: 'a@example.com' }] } })
  })

  test('a path may lead through JSON in a string', () => {
    expect(draftFrom(generic, { who: '{"work":"a@example.com"}' }, { map }).email).toBe('a@example.com')
  })

  test('only what is an object’s own is found', () => {
    const odd = {
      email: 'email',
      phone: ['constructor.name', 'list.length', 'email.length'],
      x: 'constructor',
      y: '__proto__',
    }
    const draft = draftFrom(generic, { email: 'a@example.com', list: [1] }, { map: odd })
    expect(draft).toMatchObject({ phone: null, fields: [{ name: 'list', value: [1] }] })
  })

  test('what the map does not name stays a field, under a name of its own', () => {
    const draft = draftFrom(
      generic,
      { e: 'a@example.com', plan: 'free', 'a.b': 'pro', deep: { x: [1] } },
      { map: { ...map, email: 'e' } },
    )
    expect(fieldsOf(draft)).toEqual({ plan: 'pro', 'payload.plan': 'free', deep: { x: [1] } })
  })

  test('problems are told by the path', () => {
    expect(problemsFrom(generic, { email: 'a@example.com' }, { map })).toEqual(['who.work required'])
  })
})
