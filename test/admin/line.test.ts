import { expect, it } from 'vitest'
import { readLine, VERBS } from '../../src/admin/index.ts'
import { nearestVerbs, splitLine } from '../../src/admin/line.ts'

it.each([
  ['find jane  doe', ['find', 'jane', 'doe']],
  ['new --name "Jane O\'Neil" x', ['new', '--name', "Jane O'Neil", 'x']],
  ["find O'Neil 'two words'", ['find', "O'Neil", 'two words']],
  ['find “Jane Doe”', ['find', 'Jane Doe']],
  ['new —name="A B" ""', ['new', '--name=A B', '']],
  ['find "never closed', ['find', 'never closed']],
  ['   ', []],
])('the line %s is the words %j', (line, words) => expect(splitLine(line)).toEqual(words))

it('a verb may begin with a capital, as phones write it', () => {
  expect(readLine(['Destination', 'list'])?.verb.name).toBe('destination list')
  expect(readLine(['destination'])).toBeNull()
})

it.each([
  ['inbx', 'inbox'],
  ['dest', 'destination add'],
  ['destnation lst', 'destination list'],
  ['log', 'logs audit'],
  ['finde', 'find'],
])('%s comes nearest to %s', (typed, name) => expect(nearestVerbs(splitLine(typed))[0]?.name).toBe(name))

it('what has a secret in its answer, or takes something away, is for admins only', () => {
  const open = VERBS.filter((verb) => verb.for)
  expect(open.filter((verb) => verb.secret || verb.destroys)).toEqual([])
  expect(open.map(({ name }) => name)).toEqual(expect.arrayContaining(['inbox', 'find', 'show', 'new', 'stats']))
})
