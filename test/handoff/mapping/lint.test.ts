import { describe, expect, it, test } from 'vitest'
import { exampleHandoff } from '../../../scripts/example-handoff.ts'
import type { Json } from '../../../src/handoff/mapping/index.ts'
import { previewMapping } from '../../../src/handoff/mapping/lint.ts'
import { field, type Target } from '../../../src/handoff/mapping/target.ts'
import { targetNamed } from '../../../src/handoff/mapping/targets/index.ts'

const BODY: Json = JSON.parse(JSON.stringify(exampleHandoff()))
/** Reads everything, so that nothing is dropped. */
const ALL = Object.fromEntries(
  ['lead_id', 'name', 'email', 'phone', 'company', 'message', 'source', 'fields'].map((key) => [key, { $from: key }]),
)
const said = (mapping: Json, target: Target = targetNamed('webhook'), body = BODY) =>
  previewMapping(mapping, body, target).lints.map(
    ({ severity, code, path, message }) => `${severity} ${code} ${path}: ${message}`,
  )
const alone = (mapping: Json) => said({ ...ALL, x: mapping }).filter((lint) => !lint.startsWith('info renamed'))

it('a mapping that reads everything as it is has nothing to be said about it', () => {
  expect(said(ALL)).toEqual([])
})

describe('a source that does not exist', () => {
  test.each([
    ['emial', 'did you mean "email"?'],
    ['team_size', 'did you mean "fields.team_size"?'],
    ['owner.phone', 'a handoff has no "owner.phone"'],
    ['score_reasons.*.weight', 'a handoff has no "score_reasons.*.weight"'],
    ['score_reasons.label', 'a handoff has no "score_reasons.label"'],
    ['email.domain', 'a handoff has no "email.domain"'],
    ['fields.Team_size', 'this lead has no "fields.Team_size"'],
  ])('%s', (path, words) => {
    expect(alone({ $from: path })).toEqual([expect.stringContaining(words)])
  })

  test.each([
    'owner.email',
    'links.slack_thread',
    'score_reasons.*.label',
    'conversation.transcript',
    'decided_at',
    'fields.timeline',
  ])('%s exists', (path) => expect(alone({ $from: path })).toEqual([]))

  it('is found inside templates, macros and spreads', () => {
    expect(
      alone([{ $template: '{{nome}}' }, { '$notion.title': { $first: 'nane' } }, { $spread: { only: ['bugdet'] } }]),
    ).toEqual([
      expect.stringMatching(/\$\.x\[0\]: .*"nome".*"name"/),
      expect.stringMatching(/\$\.x\[1\].*: .*"nane".*"name"/),
      expect.stringMatching(/\$\.x\[2\].*"fields\.bugdet"/),
    ])
  })
})

describe('a value that loses something', () => {
  test.each<[Json, RegExp]>([
    [{ $from: 'message', $truncate: 5 }, /^warning truncated \$\.x: is cut from 54 characters to 5$/],
    [{ $from: 'band', $map: { review: 1 } }, /^warning no_match \$\.x: "approve" is none of review/],
    [{ $from: 'company', $number: true }, /^warning no_number \$\.x: "Acme" is no number$/],
    [{ $from: 'company', $bool: true }, /^warning no_bool /],
    [{ $from: 'company', $date: 'iso' }, /^warning no_date /],
    [
      { $from: 'received_at', $date: 'date' },
      /^info time_dropped \$\.x: the time of day of "2026-03-02T09:30:00\.000Z"/,
    ],
    [{ '$notion.number': { $from: 'company' } }, /^warning no_number \$\.x: /],
  ])('%j', (mapping, lint) => {
    expect(alone(mapping)).toEqual([expect.stringMatching(lint)])
  })
})

it('what nothing reads is dropped, what goes by another name is renamed', () => {
  const { lead_id: _, phone: __, fields: ___, ...rest } = ALL
  expect(
    said({ ...rest, Mail: { $from: 'email' }, $spread: { only: ['timeline'], rename: { timeline: 'when' } } }),
  ).toEqual([
    'warning dropped $: "lead_id" is not sent: nothing in the mapping reads it',
    'warning dropped $: "phone" is not sent: nothing in the mapping reads it',
    'warning dropped $: "fields.team_size" is not sent: nothing in the mapping reads it',
    'info renamed $.Mail: "email" is sent as "Mail"',
    'info renamed $.$spread: "timeline" is sent as "when"',
  ])
})

it('what a spread leaves out is dropped unless something else reads it', () => {
  const { fields: _, ...rest } = ALL
  const spread = { except: ['team_size', 'timeline'] }
  expect(said({ ...rest, timeline: { $from: 'fields.timeline' }, $spread: spread })).toEqual([
    'warning dropped $: "fields.team_size" is not sent: nothing in the mapping reads it',
  ])
})

it('a field of which a part is read is not dropped', () => {
  const { fields: _, ...rest } = ALL
  const body = { ...exampleHandoff(), fields: { address: { city: 'Oslo' } } }
  expect(
    said({ ...rest, city: { $from: 'fields.address.city' } }, undefined, JSON.parse(JSON.stringify(body))),
  ).toEqual([])
})

it('a remote field that would be missing, too long or of the wrong type is told', () => {
  const fields = [
    field('Last.Name', { required: true }),
    field('City', { maxLength: 3 }),
    field('Size', { type: 'number' }),
  ]
  expect(said({ ...ALL, City: 'Oslo', Size: '45' }, { name: 'acme', preset: null, fields })).toEqual([
    'error required_missing $.Last.Name: acme requires "Last.Name", and it would be sent without; map it, with a $default',
    'warning too_long $.City: has 4 characters, and acme takes 3; add "$truncate": 3',
    'warning wrong_type $.Size: is string, and acme expects number',
  ])
})

it('a problem of this lead is an error', () => {
  expect(alone({ $from: 'fields.budget', $required: true })).toContainEqual(
    expect.stringMatching(/^error problem \$\.x: is required, and fields\.budget has no value/),
  )
})
