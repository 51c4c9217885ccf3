import { expect, test } from 'vitest'
import { alpha2 } from '../../src/lead/country.ts'
import { isInternational, phoneKey } from '../../src/lead/phone.ts'

test.for([
  [['+1 555 123 4567', '(555) 123-4567', '1-555-123-4567', '＋１ ５５５ １２３ ４５６７'], 'US', '+15551234567'],
  [['+49 (0)30 123456', '0049 30 123456', '030/123456'], 'Germany', '+4930123456'],
  [['5511999990000', '+55 11 99999-0000'], null, '+5511999990000'],
  [['+1 555 123 4567 ext. 5', '555 123 4567 x5'], 'USA', '+15551234567;ext=5'],
  [['123-45', '12345'], null, '12345'],
] as const)('%j are one number in %s', ([spellings, country, key]) => {
  expect(spellings.map((spelling) => phoneKey(spelling, country))).toEqual(spellings.map(() => key))
})

test('what has no digits is no number, and an unknown country does no harm', () => {
  expect(phoneKey('call me', 'US')).toBeNull()
  expect(phoneKey('030 123456', 'Atlantis')).toBe('030123456')
})

test('international is what has a plus and could be dialled', () => {
  expect(['+5511999990000', ' +1 555 123 4567 '].map(isInternational)).toEqual([true, true])
  expect(['5511999990000', '+12', '+5511999990000@c.us', ''].map(isInternational)).toEqual([false, false, false, false])
})

test.for([
  ['us', 'US'],
  ['USA', 'US'],
  ['United States', 'US'],
  ['UK', 'GB'],
  ['DEU', 'DE'],
  [' brazil ', 'BR'],
  ['Côte d’Ivoire', 'CI'],
  ['XX', null],
  ['', null],
] as const)('%s is %s', ([sent, code]) => expect(alpha2(sent)).toBe(code))
